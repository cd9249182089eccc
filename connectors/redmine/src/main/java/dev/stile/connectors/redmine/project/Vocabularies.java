package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The vocabulary of each project in use. It is only a cache: a cursor carries it, and it can be
 * read again (four requests, or five for an administrator's key). Any thread may use it.
 */
public final class Vocabularies {
    private final RedmineClient client;
    private final Identity identity;
    private final Map<ProjectRef, Tainted<Vocabulary>> known = new ConcurrentHashMap<>();

    public Vocabularies(RedmineClient client, Identity identity) {
        this.client = client;
        this.identity = identity;
    }

    /** What is known, or else what the server says now. */
    public Tainted<Vocabulary> of(ProjectRef project, CallContext call) {
        Tainted<Vocabulary> words = known.get(project);
        return words == null ? load(project, call).words() : words;
    }

    /** Keeps what a cursor brought or a page taught. */
    public void keep(ProjectRef project, Tainted<Vocabulary> words) {
        known.put(project, words);
    }

    /** Reads it from the server, and returns also what it was made from. */
    Loaded load(ProjectRef project, CallContext call) {
        Identity.Account account = identity.proven(call);
        Tainted<JsonView> about =
                client.read(
                        client.project(project).query("include", "trackers,issue_categories"),
                        "reading the project",
                        What.PROJECT,
                        call);
        Tainted<JsonView> trackers =
                client.read(
                        client.under("trackers.json"), "reading the trackers", What.PROJECT, call);
        Tainted<JsonView> statuses =
                client.read(
                        client.under("issue_statuses.json"),
                        "reading the statuses",
                        What.PROJECT,
                        call);
        Tainted<Vocabulary> words =
                about.combine(trackers, (one, other) -> List.of(one, other))
                        .combine(
                                statuses,
                                (both, status) -> vocabulary(both.get(0), both.get(1), status));
        if (account == Identity.Account.ADMINISTRATOR) {
            // Only administrators may read what custom fields are (403 otherwise).
            words =
                    words.combine(
                            client.read(
                                    client.under("custom_fields.json"),
                                    "reading the custom fields",
                                    What.PROJECT,
                                    call),
                            (plain, described) ->
                                    plain.describing(described.field("custom_fields").items()));
        }
        keep(project, words);
        return new Loaded(words, about, trackers, statuses);
    }

    /**
     * A vocabulary and the answers that it was made from.
     *
     * @param about the project, with its trackers and categories
     * @param trackers all trackers of the server
     * @param statuses all statuses of the server
     */
    record Loaded(
            Tainted<Vocabulary> words,
            Tainted<JsonView> about,
            Tainted<JsonView> trackers,
            Tainted<JsonView> statuses) {}

    /**
     * A closed status is done; the status that some tracker gives to new issues is todo; others are
     * in progress (TR-156).
     */
    private static Vocabulary vocabulary(JsonView project, JsonView trackers, JsonView statuses) {
        Set<Long> first = new HashSet<>();
        for (JsonView tracker : trackers.field("trackers").items()) {
            tracker.find("default_status")
                    .ifPresent(status -> first.add(status.field("id").whole()));
        }
        SortedMap<Long, StatusCategory> categories = new TreeMap<>();
        for (JsonView status : statuses.field("issue_statuses").items()) {
            long id = status.field("id").whole();
            boolean closed = status.find("is_closed").map(JsonView::flag).orElse(false);
            categories.put(
                    id,
                    closed
                            ? StatusCategory.DONE
                            : first.contains(id)
                                    ? StatusCategory.TODO
                                    : StatusCategory.IN_PROGRESS);
        }
        return new Vocabulary(
                project.field("project").field("id").whole(), categories, new TreeMap<>());
    }
}
