package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Warning;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.testkit.Proves;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Opening pull requests. */
final class CreateCases {
    private final HostScene scene;

    CreateCases(HostScene scene) {
        this.scene = scene;
    }

    void returnsNumberUrlHeadAndBase() {
        BranchName branch = scene.branch();
        PRResult result = create(scene.options(branch));

        assertThat(result.created()).isTrue();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.headSha()).isEqualTo(scene.tip(branch));
        assertThat(result.baseSha()).isEqualTo(scene.baseTip());
        assertThat(result.url().toString())
                .startsWith(scene.fixture().webUrl().toString())
                .endsWith("/" + result.prNumber());
        PrTruth truth = truth(result);
        assertThat(truth.state()).isEqualTo(PRStatus.State.OPEN);
        assertThat(truth.title()).isEqualTo("A change");
        assertThat(truth.body()).startsWith("What it is for.");
        assertThat(truth.draft()).isFalse();
        assertThat(truth.head()).isEqualTo(scene.tip(branch));
    }

    void sendsDraftLabelsAndReviewers() {
        PRResult result = create(full(scene.branch()));

        assertThat(result.warnings()).isEmpty();
        PrTruth truth = truth(result);
        assertThat(truth.draft()).isTrue();
        assertThat(truth.labels()).containsExactlyInAnyOrder("urgent", "needs tests");
        assertThat(truth.askedReviewers())
                .containsExactlyInAnyOrder(
                        scene.control().login(Account.BEN), scene.control().login(Account.CLEO));
    }

    private PROptions full(BranchName branch) {
        return with(
                branch,
                true,
                List.of("urgent", "needs tests"),
                List.of(scene.control().login(Account.BEN), scene.control().login(Account.CLEO)));
    }

    private PROptions with(
            BranchName branch, boolean draft, List<String> labels, List<String> reviewers) {
        PROptions plain = scene.options(branch);
        return new PROptions(
                plain.repo(),
                plain.branch(),
                plain.headRepo(),
                plain.base(),
                plain.title(),
                plain.body(),
                draft,
                labels,
                reviewers,
                plain.key());
    }

    void twiceGivesOne() {
        BranchName branch = scene.branch();
        PRResult first = create(scene.options(branch));
        PROptions more = with(branch, false, List.of("urgent"), List.of());
        PRResult second = create(more);

        assertThat(second.created()).isFalse();
        assertThat(second.prNumber()).isEqualTo(first.prNumber());
        assertThat(truth(first).labels()).containsExactly("urgent");
        assertThat(scene.writes(() -> assertThat(create(more).created()).isFalse())).isEmpty();
        assertThat(scene.sent(HostRequest.CREATE)).hasSizeLessThanOrEqualTo(1);
        assertThat(scene.pulls().numbers(scene.repo())).containsExactly(first.prNumber());

        PRResult other = create(scene.options(scene.branch()));
        assertThat(other.created()).isTrue();
        assertThat(other.prNumber()).isNotEqualTo(first.prNumber());
    }

    void lostAnswerGivesOne() {
        scene.traffic().disturb(HostRequest.CREATE, 1, new Disturbance.LostAfter());
        BranchName branch = scene.branch();
        PRResult result = create(scene.options(branch));

        assertThat(scene.pulls().numbers(scene.repo())).containsExactly(result.prNumber());
        assertThat(truth(result).head()).isEqualTo(scene.tip(branch));
        assertThat(scene.sent(HostRequest.CREATE)).hasSize(1);

        scene.traffic().disturb(HostRequest.CREATE, 1, new Disturbance.Status(502));
        PROptions never = scene.options(scene.branch());
        assertThatThrownBy(() -> create(never)).isInstanceOf(OutcomeUnknown.class);
        assertThat(scene.pulls().numbers(scene.repo())).hasSize(1);
        assertThat(create(never).created()).isTrue();
        assertThat(scene.pulls().numbers(scene.repo())).hasSize(2);
    }

    void labelFailureIsAWarningWithNumber() {
        scene.traffic().disturb(HostRequest.ADD_LABELS, 1, new Disturbance.Status(403));
        PROptions options = full(scene.branch());
        PRResult unlabelled = create(options);

        assertThat(unlabelled.warnings()).extracting(Warning::field).containsExactly("labels");
        assertThat(truth(unlabelled).labels()).isEmpty();
        assertThat(truth(unlabelled).askedReviewers()).hasSize(2);

        PRResult again = create(options);
        assertThat(again.prNumber()).isEqualTo(unlabelled.prNumber());
        assertThat(again.warnings()).isEmpty();
        assertThat(truth(again).labels()).hasSize(2);

        scene.traffic().disturb(HostRequest.ASK_REVIEWERS, 1, new Disturbance.Status(422));
        PRResult unreviewed = create(full(scene.branch()));
        assertThat(unreviewed.warnings()).extracting(Warning::field).containsExactly("reviewers");
        assertThat(truth(unreviewed).labels()).hasSize(2);
    }

    void fromAFork() {
        RepoRef fork = scene.git().fork(scene.repo(), Account.SELF);
        BranchName branch = new BranchName("from-a-fork");
        Sha head = scene.git().push(fork, branch, "fork.txt", "from a fork\n");
        scene.git().push(scene.repo(), branch, "other.txt", "same name, another place\n");
        PROptions plain = scene.options(branch);
        PRResult here = create(plain);
        PRResult result = create(inFork(plain, fork));

        assertThat(result.created()).isTrue();
        assertThat(result.prNumber()).isNotEqualTo(here.prNumber());
        assertThat(result.headSha()).isEqualTo(head);
        assertThat(scene.status(ref(result)).headRepo().orElseThrow().isSameAs(fork)).isTrue();
        assertThat(create(inFork(plain, fork)).prNumber()).isEqualTo(result.prNumber());
    }

    private static PROptions inFork(PROptions plain, RepoRef fork) {
        return new PROptions(
                plain.repo(),
                plain.branch(),
                Optional.of(fork),
                plain.base(),
                plain.title(),
                plain.body(),
                plain.draft(),
                plain.labels(),
                plain.reviewers(),
                plain.key());
    }

    @Proves("GH-10")
    void overLimitsIsInvalidBeforeRequest() {
        BranchName branch = scene.branch();
        List<String> many = IntStream.rangeClosed(1, 101).mapToObj(i -> "label " + i).toList();
        List<Sent> sent =
                scene.during(
                        () -> {
                            invalid("title", texts(branch, text("x".repeat(256)), text("")));
                            invalid("title", texts(branch, text(" "), text("")));
                            invalid("title", texts(branch, text("two\nlines"), text("")));
                            invalid("body", texts(branch, text("t"), text("x".repeat(5_000_000))));
                            invalid("labels", with(branch, false, many, List.of()));
                            invalid("labels", with(branch, false, List.of("a", "A"), List.of()));
                            invalid("reviewers", with(branch, false, List.of(), many));
                            invalid("base", scene.options(scene.base()));
                        });
        assertThat(sent).isEmpty();
        assertThat(scene.services().intents()).isEmpty();

        assertThatThrownBy(() -> create(scene.options(new BranchName("not-there"))))
                .isInstanceOfAny(ConnectorException.NotFound.class, Invalid.class);
        assertThat(scene.pulls().numbers(scene.repo())).isEmpty();
    }

    private PROptions texts(
            BranchName branch,
            Untainted<String, Sink.RecordField> title,
            Untainted<String, Sink.RecordField> body) {
        PROptions plain = scene.options(branch);
        return new PROptions(
                plain.repo(),
                plain.branch(),
                plain.headRepo(),
                plain.base(),
                title,
                body,
                false,
                List.of(),
                List.of(),
                plain.key());
    }

    private void invalid(String field, PROptions options) {
        assertThatThrownBy(() -> create(options))
                .isInstanceOfSatisfying(
                        Invalid.class, broken -> assertThat(broken.field()).isEqualTo(field));
    }

    private PRResult create(PROptions options) {
        return scene.host().createPR(options, scene.call());
    }

    private PrRef ref(PRResult result) {
        return new PrRef(scene.repo(), result.prNumber());
    }

    private PrTruth truth(PRResult result) {
        return scene.truth(ref(result));
    }
}
