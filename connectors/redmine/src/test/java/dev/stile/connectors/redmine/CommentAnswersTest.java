package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Listing;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.connectors.redmine.support.Recorded;
import dev.stile.connectors.redmine.support.ScriptedEgress;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What answers say of a comment that was written, where a real server gives none on demand. */
final class CommentAnswersTest {
    private static final String SERVER = "https://tracker.example/redmine";
    private static final String ISSUE = "GET " + SERVER + "/issues/3.json";
    private static final ProjectRef DEMO = new ProjectRef("demo");
    private static final RecordId ID = new RecordId("3");
    private static final IdempotencyKey KEY =
            new IdempotencyKey("0123456789abcdef0123456789abcdef");
    private static final Cursor CURSOR =
            new Cursor("r1|2026-11-21T10:54:09Z|1|1t2p3p4p5d6d|1:customer:t");
    private static final CommentDraft SEEN = new CommentDraft("seen", Optional.empty());

    private final ScriptedEgress server = new ScriptedEgress();
    private final RecordStore store = Opened.store(server, SERVER);

    @Test
    @Proves("TR-52")
    void aReadThatIsForbiddenAfterwardsDoesNotSayThatTheCommentWas() {
        written();
        server.on(ISSUE, 403, "");

        assertThatThrownBy(this::comment).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    @Proves("TR-52")
    void aCommentOfOursThatSaysSomethingElseMayBeTheOneThatWasWritten() {
        written();
        server.on(ISSUE, 200, said(8, 5, "<p>seen</p>", "2026-11-21T12:00:00Z"));

        assertThatThrownBy(this::comment).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void whatSomebodyElseSaidMeanwhileIsNotIt() {
        written();
        server.on(ISSUE, 200, said(8, 6, "other", "2026-11-21T12:00:00Z"));

        assertThatThrownBy(this::comment).isInstanceOf(Permission.class);
    }

    @Test
    void theOneThatSaysItIsIt() {
        written();
        server.on(ISSUE, 200, said(8, 5, "seen", "2026-11-21T12:00:00Z"));

        assertThat(bare(comment()).id()).isEqualTo(new RecordId("8"));
    }

    @Test
    @Proves("TR-31")
    void aTimeThatTheServerHasNotReachedProvesNoAbsence() {
        known(Map.of("date", "Sat, 21 Nov 2026 12:00:00 GMT"));
        server.on(ISSUE, 200, said(8, 6, "other", "2026-11-21T12:00:00Z"));

        assertThat(find("2026-11-21T12:10:01Z")).isInstanceOf(FindResult.CannotTell.class);
        assertThat(find("2026-11-21T12:10:00Z")).isInstanceOf(FindResult.Absent.class);
    }

    @Test
    @Proves("TR-31")
    void withoutTheServersTimeOneOfTheSameDayMayBeIt() {
        known(Map.of());
        server.on(ISSUE, 200, said(8, 5, "seen", "2026-11-21T12:00:00Z"));

        assertThat(find("2026-11-22T11:00:00Z")).isInstanceOf(FindResult.CannotTell.class);
        assertThat(find("2026-11-22T13:00:00Z")).isInstanceOf(FindResult.Absent.class);
    }

    /** The issue as it was before, and the server's yes. */
    private void written() {
        known(Map.of());
        server.on(ISSUE, 200, journal(""));
        server.on("PUT " + SERVER + "/issues/3.json", 204, "");
    }

    /** A delta first, whose cursor holds what the project knows. */
    private void known(Map<String, String> headers) {
        server.on(
                "GET " + SERVER + "/users/current.json",
                200,
                Recorded.text("current-user.json"),
                headers);
        server.on("GET " + SERVER + "/issues.json", 200, Recorded.text("issues-newest-first.json"));
        try (Listing delta = store.listChangedSince(DEMO, CURSOR, call())) {
            delta.nextPage();
        }
    }

    private Tainted<Comment> comment() {
        return store.addComment(DEMO, ID, UserInput.trusted(SEEN), KEY, call());
    }

    private FindResult find(String since) {
        return store.findCreated(
                DEMO,
                new CreateIntent.OfComment(ID, UserInput.trusted(SEEN)),
                KEY,
                Instant.parse(since),
                call());
    }

    private static String said(long id, long person, String text, String at) {
        return journal(
                """
                {"id": %d, "user": {"id": %d, "name": "Dana"}, "notes": "%s",
                 "created_on": "%s", "private_notes": false, "details": []}
                """
                        .formatted(id, person, text, at));
    }

    private static String journal(String entries) {
        return Recorded.text("issue-before-write.json")
                .replaceFirst("\"relations\"", "\"journals\": [" + entries + "], \"relations\"");
    }
}
