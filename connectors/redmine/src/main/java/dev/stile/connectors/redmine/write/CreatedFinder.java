package dev.stile.connectors.redmine.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.FindResult;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.project.Identity;
import dev.stile.connectors.redmine.wire.LineEnds;

import java.time.Instant;

/**
 * Looks for the issue that a lost answer may have made: one of our own, of that time, with that
 * subject and description. Any thread may use it.
 */
public final class CreatedFinder {
    /** More own issues than these pages hold cannot all be told apart. */
    private static final int MOST_PAGES = 20;

    private final RedmineClient client;
    private final Identity identity;

    public CreatedFinder(RedmineClient client, Identity identity) {
        this.client = client;
        this.identity = identity;
    }

    /**
     * Asks first who we are: for an unknown key "mine" would be an empty list, which would prove
     * absence.
     */
    public FindResult find(ProjectRef project, RecordDraft draft, Instant since, CallContext call) {
        LookBack lookBack = LookBack.from(since, identity.ask(call).serverTime());
        if (lookBack.isAhead()) {
            return LookBack.CANNOT_TELL;
        }
        Instant firstSecond = lookBack.firstSecond();
        Sightings sightings = new Sightings(draft, firstSecond);
        long last = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            Url url =
                    client.issues(project)
                            .query("author_id", "me")
                            .query("created_on", ">=" + lookBack.oldest())
                            .query("issue_id", ">=" + (last + 1))
                            .query("sort", "id")
                            .query("limit", RedmineClient.PAGE);
            Tainted<JsonView> answer =
                    client.read(url, "looking for the created issue", What.PROJECT, call);
            int count =
                    (int)
                            answer.checked(
                                            view ->
                                                    new Quantity(
                                                            view.field("issues").items().size()))
                                    .value();
            for (Tainted<JsonView> issue : answer.mapEach(view -> view.field("issues").items())) {
                sightings.see(issue);
            }
            long left =
                    answer.checked(
                                    view ->
                                            new Quantity(
                                                    Math.max(
                                                            0,
                                                            view.field("total_count").whole()
                                                                    - count)))
                            .value();
            if (left == 0) {
                return sightings.verdict();
            }
            if (count == 0) {
                return new FindResult.CannotTell("the server counts issues that it does not list");
            }
            last = sightings.lastSeen();
        }
        return new FindResult.CannotTell("too many own issues were created since");
    }

    /** What the issues seen so far prove. Not for several threads. */
    private static final class Sightings {
        private final RecordDraft draft;
        private final Instant firstSecond;
        private long found;
        private int exact;
        private int doubtful;
        private long last;

        Sightings(RecordDraft draft, Instant firstSecond) {
            this.draft = draft;
            this.firstSecond = firstSecond;
        }

        void see(Tainted<JsonView> issue) {
            long id = issue.checked(view -> new Quantity(view.field("id").whole())).value();
            last = id;
            Match match = issue.checked(view -> new Fact<>(match(view))).answer();
            switch (match) {
                case EXACT -> {
                    exact++;
                    found = id;
                }
                case DOUBTFUL -> doubtful++;
                case OTHER -> {}
            }
        }

        long lastSeen() {
            return last;
        }

        private Match match(JsonView issue) {
            if (!issue.field("subject").text().equals(draft.title())) {
                return Match.OTHER;
            }
            boolean inTime = !issue.field("created_on").instant().isBefore(firstSecond);
            String description = issue.find("description").map(JsonView::text).orElse("");
            return inTime && LineEnds.onlyDiffer(description, draft.body().orElse(""))
                    ? Match.EXACT
                    : Match.DOUBTFUL;
        }

        FindResult verdict() {
            if (exact == 1 && doubtful == 0) {
                return new FindResult.Found(new RecordId(Long.toString(found)));
            }
            if (exact == 0 && doubtful == 0) {
                return new FindResult.Absent();
            }
            return new FindResult.CannotTell(
                    (exact + doubtful) + " own issues of that time have this subject");
        }
    }

    private enum Match {
        EXACT,
        DOUBTFUL,
        OTHER
    }
}
