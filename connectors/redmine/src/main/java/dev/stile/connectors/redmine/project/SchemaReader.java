package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.project.Directory.Kind;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a project's records look like: 8 requests, 9 for an administrator's key, one more for
 * each further hundred members. Any thread may use it.
 */
public final class SchemaReader {
    /**
     * Members beyond this many are not listed: the field then takes anybody, and the server
     * decides.
     */
    private static final int MOST_MEMBER_PAGES = 20;

    private final RedmineClient client;
    private final Identity identity;
    private final Vocabularies vocabularies;
    private final Directory directory;
    private final boolean privateShown;

    public SchemaReader(
            RedmineClient client,
            Identity identity,
            Vocabularies vocabularies,
            Directory directory,
            boolean privateShown) {
        this.client = client;
        this.identity = identity;
        this.vocabularies = vocabularies;
        this.directory = directory;
        this.privateShown = privateShown;
    }

    public Tainted<RecordSchema> read(ProjectRef project, CallContext call) {
        identity.ask(call);
        Vocabularies.Loaded loaded = vocabularies.load(project, call);
        Tainted<SchemaParts> parts =
                withSampledFields(project, loaded.words(), call)
                        .map(SchemaParts::of)
                        .combine(
                                directory.learn(project, Kind.TRACKER, loaded.about()),
                                SchemaParts::withTypes)
                        .combine(loaded.trackers(), SchemaParts::withTrackers)
                        .combine(
                                directory.learn(project, Kind.STATUS, loaded.statuses()),
                                SchemaParts::withStatuses)
                        .combine(
                                directory.learn(project, Kind.CATEGORY, loaded.about()),
                                SchemaParts::withCategories)
                        .combine(
                                directory.names(project, Kind.PRIORITY, call),
                                SchemaParts::withPriorities)
                        .combine(
                                directory.names(project, Kind.VERSION, call),
                                SchemaParts::withVersions);
        Optional<Tainted<List<Person>>> members = members(project, call);
        Tainted<SchemaParts> complete =
                members.map(people -> parts.combine(people, SchemaParts::withPeople)).orElse(parts);
        return complete.map(all -> all.schema(privateShown));
    }

    /**
     * Only an administrator may ask which custom fields there are; anybody else sees them on
     * issues. The newest hundred stand for all; a field that none of them has is learned from the
     * first record that has it.
     */
    private Tainted<Vocabulary> withSampledFields(
            ProjectRef project, Tainted<Vocabulary> words, CallContext call) {
        Url url =
                client.issues(project).query("sort", "id:desc").query("limit", RedmineClient.PAGE);
        Tainted<JsonView> sample =
                client.read(url, "reading which custom fields issues have", What.PROJECT, call);
        Tainted<Vocabulary> more =
                words.combine(
                        sample, (known, answer) -> known.learning(answer.field("issues").items()));
        vocabularies.keep(project, more);
        return more;
    }

    private Optional<Tainted<List<Person>>> members(ProjectRef project, CallContext call) {
        try {
            Tainted<List<Person>> all = Tainted.of(List.of(), call.label());
            for (int page = 0; page < MOST_MEMBER_PAGES; page++) {
                Url url =
                        client.ofProject(project, "memberships")
                                .query("limit", RedmineClient.PAGE)
                                .query("offset", (long) page * RedmineClient.PAGE);
                Tainted<JsonView> answer =
                        client.read(url, "reading the project's members", What.PROJECT, call);
                all =
                        all.combine(
                                answer,
                                (before, view) -> {
                                    List<Person> more = new ArrayList<>(before);
                                    more.addAll(people(view));
                                    return more;
                                });
                long left = remaining(answer, (page + 1L) * RedmineClient.PAGE);
                if (left == 0) {
                    return Optional.of(all);
                }
            }
            return Optional.empty();
        } catch (Permission notForThisRole) {
            // A role may hide who the members are; the server then decides whom an issue can be
            // assigned to.
            return Optional.empty();
        }
    }

    private static long remaining(Tainted<JsonView> answer, long seen) {
        return answer.checked(
                        view -> new Quantity(Math.max(0, view.field("total_count").whole() - seen)))
                .value();
    }

    /** A member is a user or a group; both can be assigned to, where the server is set up so. */
    private static List<Person> people(JsonView answer) {
        return answer.field("memberships").items().stream()
                .flatMap(
                        membership ->
                                membership.find("user").or(() -> membership.find("group")).stream())
                .map(
                        member ->
                                new Person(
                                        Long.toString(member.field("id").whole()),
                                        Optional.empty(),
                                        member.field("name").text()))
                .toList();
    }
}
