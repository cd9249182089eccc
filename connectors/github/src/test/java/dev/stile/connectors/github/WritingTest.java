package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Timing;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.FakeHostServices.End;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens, changes and closes pull requests, through the gate. */
final class WritingTest {
    private static final On OPEN = Scene.rest("POST", "/pulls");

    private Scene scene;
    private GitHost host;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        scene.web.commit(scene.stile, "other", "Add c", Map.of("c.txt", "c\n"));
        scene.web.labels("bug", "docs");
        host = scene.host();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    void aPullRequestIsOpenedWithAllThatIsAskedFor() {
        PRResult result =
                host.createPR(options("other", List.of("bug"), List.of("bob"), true), call());

        PullRequest made = scene.web.pull(result.prNumber()).orElseThrow();
        assertThat(result.created()).isTrue();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.headSha().text()).isEqualTo(made.headSha());
        assertThat(result.baseSha().text()).isEqualTo(made.baseSha());
        assertThat(made.title()).isEqualTo("Add c");
        assertThat(made.draft()).isTrue();
        assertThat(made.labels()).containsExactly("bug");
        assertThat(made.talk().requested()).containsExactly(scene.bob);
        assertThat(made.body()).isEqualTo("\\/merge it");
    }

    @Test
    void openingItAgainAddsOnlyWhatIsMissing() {
        host.createPR(options("other", List.of("bug"), List.of(), false), call());
        scene.forget();

        PRResult again =
                host.createPR(
                        options("other", List.of("bug", "docs"), List.of("bob"), false), call());

        assertThat(again.created()).isFalse();
        assertThat(scene.web.pulls()).hasSize(2);
        assertThat(scene.writes()).hasSize(2);
        assertThat(scene.web.pull(again.prNumber()).orElseThrow().labels())
                .containsExactlyInAnyOrder("bug", "docs");
    }

    @Test
    @Proves("GH-18")
    void aLostAnswerMakesNoSecondOneEvenIfItIsListedLate() {
        scene.simulator.host().timing(new Timing(0, Duration.ZERO, 2));
        scene.fault(OPEN.once(), new FaultAction.Reset(true));

        PRResult result = host.createPR(options("other", List.of(), List.of(), false), call());

        assertThat(result.created()).isTrue();
        assertThat(scene.web.pulls()).hasSize(2);
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    @Proves("GH-18")
    void whatWasLostBeforeItsEffectIsNotRepeated() {
        scene.fault(OPEN.once(), new FaultAction.Reset(false));

        assertThatThrownBy(
                        () -> host.createPR(options("other", List.of(), List.of(), false), call()))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        assertThat(scene.web.pulls()).hasSize(1);
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    @Proves("GH-18")
    void oneThatSomebodyElseOpensInTheSameMomentIsNotOurs() {
        List<PullRequest> theirs = new ArrayList<>();
        scene.simulator
                .disturbances()
                .before(
                        OPEN.once(),
                        () -> {
                            PullRequest made = scene.web.open(scene.ada, "other", "main", "Add c");
                            made.review(scene.bob, Review.State.COMMENTED);
                            theirs.add(made);
                        });

        PRResult result = host.createPR(options("other", List.of(), List.of("bob"), false), call());

        assertThat(result.prNumber()).isEqualTo(theirs.getFirst().number());
        assertThat(result.created()).isFalse();
        assertThat(result.warnings()).isEmpty();
        assertThat(theirs.getFirst().talk().requested()).isEmpty();
    }

    @Test
    @Proves("GH-18")
    void oneThatSomebodyElseOpenedAfterALostRequestIsNotOurs() {
        scene.fault(OPEN.once(), new FaultAction.Reset(false));
        scene.simulator
                .disturbances()
                .before(
                        Scene.rest("GET", "/pulls").nth(2),
                        () -> scene.web.open(scene.ada, "other", "main", "Another title"));

        PRResult result = host.createPR(options("other", List.of(), List.of(), false), call());

        assertThat(result.created()).isFalse();
        assertThat(scene.web.pulls()).hasSize(2);
    }

    @Test
    @Proves({"GH-18", "GH-29"})
    void whatIsFoundAfterALostAnswerAndCannotBeReadMayBeThere() {
        scene.fault(OPEN.once(), new FaultAction.Reset(true));
        scene.rewrite(
                Scene.rest("GET", "/pulls"),
                text -> text.replaceAll("\"sha\":\"[0-9a-f]+\"", "\"sha\":7"));

        assertThatThrownBy(
                        () -> host.createPR(options("other", List.of(), List.of(), false), call()))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);
        assertThat(scene.web.pulls()).hasSize(2);
    }

    @Test
    @Proves("GH-18")
    void whatFailsAfterItIsThereIsAWarning() {
        scene.fault(
                Scene.rest("POST", "/issues/*/labels"), Scene.answer(403, "{\"message\":\"no\"}"));

        PRResult result =
                host.createPR(options("other", List.of("bug"), List.of("nobody"), false), call());

        assertThat(result.created()).isTrue();
        assertThat(result.warnings())
                .extracting(warning -> warning.code())
                .containsExactly("hosting.label_failed", "hosting.reviewer_failed");
    }

    @Test
    @Proves("GH-18")
    void aFilterThatTheHostIgnoresLeadsToNoWrongPullRequest() {
        scene.rewrite(
                Scene.rest("GET", "/pulls"),
                ignored ->
                        "["
                                + "{\"number\":1,\"state\":\"open\",\"html_url\":\""
                                + scene.simulator.webUrl()
                                + "/acme/web/pull/1\",\"head\":{\"ref\":\"topic\",\"sha\":\""
                                + scene.pull.headSha()
                                + "\",\"repo\":{\"full_name\":\"acme/web\"}},\"base\":{\"ref\":"
                                + "\"main\",\"sha\":\""
                                + scene.pull.baseSha()
                                + "\",\"repo\":{\"full_name\":\"acme/web\"}}}]");

        PRResult result = host.createPR(options("other", List.of(), List.of(), false), call());

        assertThat(result.prNumber()).isNotEqualTo(scene.pull.number());
        assertThat(result.created()).isTrue();
    }

    @Test
    void itMayComeFromAFork() {
        HostedRepository fork = scene.simulator.host().fork(scene.web, scene.stile);
        fork.commit(scene.stile, "mine", "Add d", Map.of("d.txt", "d\n"));
        PROptions options =
                new PROptions(
                        scene.repo(),
                        new BranchName("mine"),
                        Optional.of(new RepoRef(scene.repo().host(), fork.fullName())),
                        new BranchName("main"),
                        text("From a fork"),
                        text(""),
                        false,
                        List.of(),
                        List.of(),
                        new IdempotencyKey("k"));

        PRResult result = host.createPR(options, call());
        PRResult again = host.createPR(options, call());

        assertThat(result.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.prNumber()).isEqualTo(result.prNumber());
    }

    @Test
    void aBranchThatIsNotThereIsNotFound() {
        assertThatThrownBy(
                        () ->
                                host.createPR(
                                        options("nowhere", List.of(), List.of(), false), call()))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    @Test
    @Proves("GH-6")
    void aRepositoryThatHasMovedIsFollowedAndNamed() {
        PROptions options = options("other", List.of(), List.of(), false);
        scene.web.rename("site");

        PRResult result = host.createPR(options, call());

        assertThat(result.created()).isTrue();
        assertThat(result.warnings())
                .extracting(warning -> warning.code())
                .containsExactly("hosting.repo_moved");
        assertThat(host.getPRStatus(scene.pr(), call()).pr().repo().path()).isEqualTo("acme/site");
    }

    @Test
    void eachFieldIsChangedAndReadBack() {
        scene.pull.label("bug");
        PRUpdates updates =
                new PRUpdates(
                        Optional.of(text("Another title")),
                        Optional.of(text("Shout three")),
                        Optional.of(true),
                        List.of("docs"),
                        List.of("bug", "absent"),
                        Optional.of(scene.head()));

        UpdateResult result = host.updatePR(scene.pr(), updates, call());

        assertThat(result.applied()).containsExactlyInAnyOrder("title", "body", "draft", "labels");
        assertThat(scene.pull.title()).isEqualTo("Another title");
        assertThat(scene.pull.draft()).isTrue();
        assertThat(scene.pull.labels()).containsExactly("docs");

        scene.forget();
        assertThat(host.updatePR(scene.pr(), updates, call()).unchanged())
                .containsExactlyInAnyOrder("title", "body", "draft", "labels");
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void aDraftIsMadeReady() {
        scene.pull.draft(true);

        host.updatePR(scene.pr(), draft(false), call());

        assertThat(scene.pull.draft()).isFalse();
    }

    @Test
    @Proves("GH-19")
    void aChangeThatTheHostTakesAndDoesNotMakeIsAnError() {
        scene.fault(Scene.rest("PATCH", "/pulls/*"), Scene.answer(200, "{\"number\":1}"));
        PRUpdates updates =
                new PRUpdates(
                        Optional.of(text("Another")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty());

        assertThatThrownBy(() -> host.updatePR(scene.pr(), updates, call()))
                .isInstanceOfSatisfying(
                        ConnectorException.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("title"));
    }

    @Test
    @Proves("GH-19")
    void anotherHeadThanExpectedIsNotWritten() {
        PRUpdates updates =
                new PRUpdates(
                        Optional.of(text("Another")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.of(new Sha("d".repeat(40))));

        assertThatThrownBy(() -> host.updatePR(scene.pr(), updates, call()))
                .isInstanceOf(ConnectorException.VersionMismatch.class);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    @Proves("GH-24")
    void closingIsDoneOnceAndNeverToAMergedOne() {
        assertThat(host.closePR(scene.pr(), Expect.head(new Sha("d".repeat(40))), call()))
                .isInstanceOf(CloseResult.HeadChanged.class);
        assertThat(host.closePR(scene.pr(), Expect.head(scene.head()), call()))
                .isInstanceOf(CloseResult.Closed.class);
        assertThat(host.closePR(scene.pr(), Expect.nothing(), call()))
                .isInstanceOf(CloseResult.AlreadyClosed.class);
        assertThat(scene.writes()).hasSize(1);

        scene.pull.reopen(scene.ada);
        scene.pull.forceMerge(scene.bob, MergeMethod.MERGE);
        assertThat(host.closePR(scene.pr(), Expect.nothing(), call()))
                .isInstanceOf(CloseResult.AlreadyMerged.class);
    }

    private End lastEnd() {
        return scene.services.intents().getLast().end().orElseThrow();
    }

    private PROptions options(
            String head, List<String> labels, List<String> reviewers, boolean draft) {
        return new PROptions(
                scene.repo(),
                new BranchName(head),
                Optional.empty(),
                new BranchName("main"),
                text("Add c"),
                text("/merge it"),
                draft,
                labels,
                reviewers,
                new IdempotencyKey("k"));
    }

    private static PRUpdates draft(boolean wanted) {
        return new PRUpdates(
                Optional.empty(),
                Optional.empty(),
                Optional.of(wanted),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Untainted<String, Sink.RecordField> text(String text) {
        return UserInput.trusted(text);
    }
}
