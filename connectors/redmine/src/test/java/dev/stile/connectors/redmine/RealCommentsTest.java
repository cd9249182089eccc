package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commenting on issues of a Redmine that none of us wrote. */
@NeedsRedmine
final class RealCommentsTest extends AgainstRedmine {
    RealCommentsTest(RedmineServer redmine) {
        super(redmine);
    }

    @Test
    @Proves("TR-154")
    void aCommentIsWrittenFoundAmongTheJournalsAndReadAgain() throws Exception {
        RecordId id = issue("\"subject\":\"Talked about\"");
        edit("dana", id, "\"subject\":\"Talked about more\"");
        edit("dana", id, "\"notes\":\"first\"");

        Comment made = bare(comment(id, "second,\non two lines \ud83d\udea7"));

        assertThat(made.record()).isEqualTo(id);
        assertThat(made.author().orElseThrow().id()).isEqualTo(redmine.userId("dana"));
        List<Comment> comments = comments(store, id);
        assertThat(comments).hasSize(2);
        assertThat(comments.getFirst().body()).isEqualTo("first");
        assertThat(comments.getLast()).isEqualTo(made);
        assertThat(made.body().replace("\r\n", "\n"))
                .isEqualTo("second,\non two lines \ud83d\udea7");
    }

    @Test
    void whoeverCommentsChangesNothingElse() throws Exception {
        RecordId id = issue("\"subject\":\"Kept\",\"description\":\"as it is\"");
        var before = read(id);

        Comment made = bare(comment(id, "only a word"));

        var after = read(id);
        assertThat(after.title()).isEqualTo(before.title());
        assertThat(after.body()).isEqualTo(before.body());
        assertThat(after.values()).isEqualTo(before.values());
        assertThat(made.version()).isNotNull();
    }

    @Test
    void twoWhoSayTheSameAtOnceAreToldApart() throws Exception {
        RecordId id = issue("\"subject\":\"Agreed\"");
        egress.before(
                request -> {
                    if (request.method().equals("PUT")) {
                        edit("rita", id, "\"notes\":\"agreed\"");
                    }
                });

        Comment made = bare(comment(id, "agreed"));

        assertThat(made.author().orElseThrow().id()).isEqualTo(redmine.userId("dana"));
        assertThat(comments(store, id)).hasSize(2);
    }

    @Test
    @Proves({"TR-31", "FL-27"})
    void aLostAnswerIsFoundAndNothingIsGuessed() throws Exception {
        RecordId id = issue("\"subject\":\"Lost\"");
        Instant since = Instant.now().minusSeconds(1);
        assertThat(find(id, "was it said?", since)).isInstanceOf(FindResult.Absent.class);
        egress.after(
                request -> {
                    if (request.method().equals("PUT")) {
                        throw new OutcomeUnknown("commenting", "the answer was lost");
                    }
                });
        assertThatThrownBy(() -> comment(id, "was it said?")).isInstanceOf(OutcomeUnknown.class);
        egress.after(request -> {});

        RecordId said = comments(store, id).getFirst().id();
        assertThat(find(id, "was it said?", since)).isEqualTo(new FindResult.Found(said));
        assertThat(find(id, "was it said?", Instant.now().plusSeconds(60)))
                .as("older than the first attempt")
                .isInstanceOf(FindResult.CannotTell.class);
        assertThat(find(id, "something else", since))
                .as("an own comment of that time may have been edited")
                .isInstanceOf(FindResult.CannotTell.class);
        Comment again = bare(comment(id, "was it said?"));
        assertThat(find(id, "was it said?", since))
                .as("twice, as with %s", again.id())
                .isInstanceOf(FindResult.CannotTell.class);
    }

    @Test
    void aReaderMayNotCommentAndAnAnswerToACommentIsRefused() throws Exception {
        ProjectRef quiet = new ProjectRef(redmine.newPrivateProject());
        RecordId secret =
                new RecordId(redmine.newIssue("mona", quiet.text(), "\"subject\":\"Quiet\""));
        try (DirectEgress viewers = new DirectEgress(redmine.key("vera"))) {
            RecordStore viewer = Opened.store(viewers, redmine.webUrl().toString());
            assertThatThrownBy(() -> viewer.addComment(quiet, secret, draft("hello"), KEY, call()))
                    .isInstanceOf(Permission.class);
            assertThat(viewer.listComments(quiet, secret, call())).isEmpty();
        }
        RecordId id = issue("\"subject\":\"Open talk\"");
        assertThatThrownBy(
                        () ->
                                store.addComment(
                                        project,
                                        id,
                                        UserInput.trusted(
                                                new CommentDraft("yes", Optional.of("1"))),
                                        KEY,
                                        call()))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> comments(store, new RecordId("1")))
                .as("an issue of another project")
                .isInstanceOf(NotFound.class);
    }

    @Test
    @Proves("TR-105")
    void aPrivateNoteIsReadOnlyIfAskedForAndThenUnderAStricterLabel() throws Exception {
        RecordId id = issue("\"subject\":\"Whispered\"");
        redmine.expect(
                "admin",
                "PUT",
                "/issues/" + id + ".json",
                "{\"issue\":{\"notes\":\"psst\",\"private_notes\":true}}");
        try (DirectEgress admins = new DirectEgress(redmine.key("admin"))) {
            RecordStore usual = Opened.store(admins, redmine.webUrl().toString());
            RecordStore asked =
                    Opened.store(admins, redmine.webUrl().toString(), "private_issues", "true");

            assertThat(comments(usual, id)).isEmpty();
            List<Tainted<Comment>> whispered = asked.listComments(project, id, call());
            assertThat(whispered).hasSize(1);
            assertThat(whispered.getFirst().label().confidentiality().scopes())
                    .contains(Scope.of(Opened.CONNECTION, project + "/private"));
        }
    }

    private Tainted<Comment> comment(RecordId id, String text) {
        return store.addComment(project, id, draft(text), KEY, call());
    }

    private FindResult find(RecordId id, String text, Instant since) {
        CreateIntent intent = new CreateIntent.OfComment(id, draft(text));
        return store.findCreated(project, intent, KEY, since, call());
    }

    private List<Comment> comments(RecordStore from, RecordId id) {
        return from.listComments(project, id, call()).stream()
                .map(comment -> bare(comment))
                .toList();
    }

    private static Untainted<CommentDraft, Sink.RecordField> draft(String text) {
        return UserInput.trusted(new CommentDraft(text, Optional.empty()));
    }
}
