package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Listings;
import dev.stile.api.store.PageSource;
import dev.stile.api.store.ReadResult;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.wire.DeltaCursor;
import dev.stile.connectors.redmine.wire.Issue;
import dev.stile.connectors.redmine.wire.IssuePage;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads issues: all, those that changed, one, or several. Any thread may use it. */
public final class Issues {
    private enum Place {
        HERE,
        ELSEWHERE
    }

    private final RedmineClient client;
    private final Identity identity;
    private final Vocabularies vocabularies;
    private final Items items;
    private final Clock clock;

    public Issues(
            RedmineClient client,
            Identity identity,
            Vocabularies vocabularies,
            Items items,
            Clock clock) {
        this.client = client;
        this.identity = identity;
        this.vocabularies = vocabularies;
        this.items = items;
        this.clock = clock;
    }

    /** Everything; asks first whether the key is good, because the listing may prove absence. */
    public Listing all(ProjectRef project, ListOptions options, CallContext call) {
        PageSource pages =
                new IssuePages(client, items, vocabularies, project, Optional.empty(), call);
        return Listings.byCursor(
                options,
                page -> {
                    identity.proven(call);
                    return pages.fetch(page);
                });
    }

    /** What changed since the cursor. */
    public Listing changed(ProjectRef project, Cursor cursor, CallContext call) {
        DeltaCursor since = DeltaCursor.parse(cursor, clock.instant());
        since.words()
                .ifPresent(words -> vocabularies.keep(project, Tainted.of(words, call.label())));
        return Listings.byCursor(
                ListOptions.everything(),
                new IssuePages(
                        client, items, vocabularies, project, Optional.of(since.newest()), call));
    }

    /** One issue, with its relations. */
    public Tainted<TrackerRecord> one(ProjectRef project, RecordId id, CallContext call) {
        return record(project, view(id, "relations", call), call);
    }

    /**
     * An issue's JSON.
     *
     * @param include what else is wanted, separated by commas
     */
    public Tainted<JsonView> view(RecordId id, String include, CallContext call) {
        Url url = client.issue(id).query("include", include);
        return client.read(url, "reading the issue", What.RECORD, call)
                .map(answer -> answer.field("issue"));
    }

    /** What the JSON says, if the issue is in the project and may be read. */
    public Tainted<TrackerRecord> record(
            ProjectRef project, Tainted<JsonView> view, CallContext call) {
        Tainted<Vocabulary> words =
                vocabularies
                        .of(project, call)
                        .combine(view, (known, issue) -> known.learning(List.of(issue)));
        vocabularies.keep(project, words);
        Tainted<Issue> issue = view.combine(words, items.reader()::read);
        Place place =
                issue.combine(words, this::place).checked(where -> new Fact<>(where)).answer();
        if (place == Place.ELSEWHERE) {
            throw new NotFound(
                    What.RECORD, "there is no such issue in this project, or it is private");
        }
        return items.record(issue);
    }

    private Place place(Issue issue, Vocabulary words) {
        boolean readable = items.reader().showsPrivate() || !issue.isPrivate();
        return issue.project() == words.project() && readable ? Place.HERE : Place.ELSEWHERE;
    }

    /** Several at the cost of one request. */
    public Map<RecordId, ReadResult> several(
            ProjectRef project, List<RecordId> ids, CallContext call) {
        identity.proven(call);
        Map<RecordId, ReadResult> results = new LinkedHashMap<>();
        for (RecordId id : ids) {
            results.put(id, new ReadResult.Failed(missing()));
        }
        String wanted =
                ids.stream()
                        .filter(id -> id.text().matches("[1-9][0-9]{0,17}"))
                        .map(RecordId::text)
                        .collect(Collectors.joining(","));
        if (wanted.isEmpty()) {
            return results;
        }
        Url url =
                client.issues(project)
                        .query("issue_id", wanted)
                        .query("include", "relations")
                        .query("sort", "id")
                        .query("limit", RedmineClient.PAGE);
        Tainted<JsonView> answer = client.read(url, "reading the issues", What.PROJECT, call);
        Tainted<Vocabulary> words = vocabularies.of(project, call);
        for (ListedItem item :
                items.of(
                        answer.combine(
                                words,
                                (view, known) -> IssuePage.read(view, known, items.reader())))) {
            switch (item) {
                case ListedItem.Present(RecordId id, var version, Tainted<TrackerRecord> record) ->
                        results.replace(id, new ReadResult.Read(record));
                case ListedItem.Unreadable(Optional<RecordId> id, String reason) ->
                        id.ifPresent(
                                known ->
                                        results.replace(
                                                known,
                                                new ReadResult.Failed(
                                                        new ConnectorException.Malformed(reason))));
                case ListedItem.Deleted deleted ->
                        throw new IllegalStateException("a page names no deletions");
                case ListedItem.Moved moved ->
                        throw new IllegalStateException("a page names no moves");
            }
        }
        return results;
    }

    private static NotFound missing() {
        return new NotFound(
                What.RECORD, "there is no such issue in this project, or it is not visible");
    }
}
