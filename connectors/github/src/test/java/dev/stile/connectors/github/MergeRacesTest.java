package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.repo.CommitInfo;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Each thing that others do, just before and just after each request of a merge: what lands is the
 * approved and checked head or nothing, and the result says which.
 */
@Proves({"GH-20", "GH-21", "GH-23", "GH-98"})
final class MergeRacesTest {
    private static final String MERGE = "merge";

    /** What somebody else does, and what a merge that comes too late for it is refused for. */
    private enum Doing {
        PUSH(MergeFailureReason.HEAD_CHANGED),
        FORCE_PUSH(MergeFailureReason.HEAD_CHANGED),
        REQUEST_CHANGES(MergeFailureReason.BLOCKED),
        DISMISS(MergeFailureReason.BLOCKED),
        DRAFT(MergeFailureReason.DRAFT),
        CLOSE(MergeFailureReason.CLOSED),
        MERGE_IT(),
        PUSH_AND_MERGE(MergeFailureReason.MERGED_OTHER_HEAD),
        RETARGET(MergeFailureReason.BASE_CHANGED),
        CONFLICT(MergeFailureReason.CONFLICT),
        ASK_MORE_APPROVALS(MergeFailureReason.BLOCKED),
        FORBID_THE_METHOD(MergeFailureReason.METHOD_NOT_ALLOWED, MergeFailureReason.BLOCKED),
        CHECK_RED(MergeFailureReason.BLOCKED),
        CHECK_AGAIN(MergeFailureReason.BLOCKED);

        private final List<MergeFailureReason> reasons;

        Doing(MergeFailureReason... reasons) {
            this.reasons = List.of(reasons);
        }

        /** Whether it leaves the approved head where it is, and only that may have landed. */
        private boolean mayComeTooLate(boolean landedBefore) {
            return landedBefore || this == MERGE_IT || this == RETARGET;
        }
    }

    private record Moment(int request, boolean before, String name) {
        @Override
        public String toString() {
            return (before ? "before " : "after ") + request + " " + name;
        }
    }

    private record Row(Doing doing, Moment moment, String landed, String said) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-20s %-34s %-22s %s", doing, moment, landed, said);
        }
    }

    /** An approved and checked pull request, and what must have landed if anything did. */
    private static final class Race implements AutoCloseable {
        private final Scene scene;
        private final App ci;
        private final Review approval;
        private final Sha expected;
        private final String base;
        private final String release;

        Race(Path folder) throws Exception {
            scene = new Scene(folder);
            ci = scene.simulator.host().app("ci");
            scene.web.commit(scene.ada, "release", "Branch off", Map.of());
            scene.web.protect("main", BranchRules.none().reviews(1).check("build"));
            approval = scene.pull.review(scene.bob, Review.State.APPROVED);
            scene.web.checkRun(scene.pull.headSha(), "build", ci, "success");
            expected = scene.head();
            base = tip("main");
            release = tip("release");
        }

        MergeResult merge() {
            MergeGuard guard =
                    new MergeGuard(
                            expected,
                            Optional.empty(),
                            Optional.of(new BranchName("main")),
                            MergeGuard.Queue.NEVER,
                            Optional.empty(),
                            Optional.empty(),
                            new IdempotencyKey("k"));
            return scene.host().mergePR(scene.pr(), MergeStrategy.MERGE, guard, call());
        }

        String tip(String branch) {
            return scene.web.branch(branch).orElseThrow();
        }

        void does(Doing doing) {
            PullRequest pull = scene.pull;
            switch (doing) {
                case PUSH -> push();
                case FORCE_PUSH ->
                        scene.web.push(
                                scene.ada,
                                "topic",
                                scene.web.commitOn(
                                        scene.ada,
                                        List.of(base),
                                        "Another",
                                        Map.of("unseen.txt", "unseen\n")));
                case REQUEST_CHANGES -> pull.review(scene.root, Review.State.CHANGES_REQUESTED);
                case DISMISS -> pull.talk().dismiss(approval.id());
                case DRAFT -> pull.draft(true);
                case CLOSE -> pull.close(scene.ada);
                case MERGE_IT -> mergeAsRoot();
                case PUSH_AND_MERGE -> {
                    if (pull.isOpen()) {
                        push();
                        mergeAsRoot();
                    }
                }
                case RETARGET -> {
                    if (pull.isOpen()) {
                        pull.retarget("release");
                    }
                }
                case CONFLICT ->
                        scene.web.commit(
                                scene.bob,
                                "main",
                                "Same line",
                                Map.of("a.txt", "one\ntwo\nthree!\n"));
                case ASK_MORE_APPROVALS ->
                        scene.web.protect("main", BranchRules.none().reviews(2).check("build"));
                case FORBID_THE_METHOD -> scene.web.methods(MergeMethod.SQUASH);
                case CHECK_RED -> scene.web.checkRun(expected.text(), "build", ci, "failure");
                case CHECK_AGAIN ->
                        scene.web.checkRun(
                                expected.text(), "build", ci, "in_progress", Optional.empty());
            }
        }

        private void push() {
            scene.web.commit(scene.ada, "topic", "More", Map.of("unseen.txt", "unseen\n"));
        }

        private void mergeAsRoot() {
            if (scene.pull.isOpen()) {
                scene.pull.forceMerge(scene.root, MergeMethod.MERGE);
            }
        }

        /** By the commits of the repository, whatever the host says. */
        String landed() {
            Optional<String> landing =
                    scene.pull
                            .mergeSha()
                            .filter(sha -> isNew("main", sha) || isNew("release", sha));
            if (landing.isEmpty()) {
                assertThat(tip("release")).isEqualTo(release);
                assertThat(scene.web.bare().contains(tip("main"), expected.text())).isFalse();
                assertThat(scene.web.bare().file(tip("main"), "unseen.txt")).isEmpty();
                return "nothing";
            }
            CommitInfo merged = scene.web.bare().info(landing.get());
            String head = merged.parents().getLast();
            String by = scene.pull.mergedBy().orElseThrow().login();
            if (head.equals(expected.text())) {
                assertThat(merged.tree())
                        .isEqualTo(
                                scene.web
                                        .bare()
                                        .mergeTree(merged.parents().getFirst(), head)
                                        .orElseThrow());
                return "the head by " + by;
            }
            return "another by " + by;
        }

        private boolean isNew(String branch, String sha) {
            return scene.web.bare().contains(tip(branch), sha);
        }

        @Override
        public void close() throws Exception {
            scene.close();
        }
    }

    @Test
    void whateverOthersDoOnlyTheApprovedAndCheckedHeadLandsAndTheResultSaysIt(
            @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        List<Moment> moments = moments(folder);
        int merging =
                moments.stream()
                        .filter(moment -> moment.name().endsWith(MERGE))
                        .mapToInt(Moment::request)
                        .findFirst()
                        .orElseThrow();
        List<Row> table = new ArrayList<>();
        for (Doing doing : Doing.values()) {
            for (Moment moment : moments) {
                Row row = row(folder, doing, moment, merging);
                table.add(row);
            }
        }
        table.forEach(System.out::println);
        assertThat(table).hasSize(Doing.values().length * moments.size());
        assertThat(table).extracting(Row::landed).contains("nothing", "the head by stile");
    }

    /** The requests of a merge that nobody disturbs. */
    private static List<Moment> moments(Path folder) throws Exception {
        try (Race quiet = new Race(Files.createTempDirectory(folder, "quiet"))) {
            assertThat(quiet.merge().success()).isTrue();
            List<String> requests = quiet.scene.requests();
            assertThat(requests).hasSizeGreaterThanOrEqualTo(3);
            List<Moment> moments = new ArrayList<>();
            for (int number = 1; number <= requests.size(); number++) {
                String name = requests.get(number - 1).replaceFirst("/.*/", "");
                moments.add(new Moment(number, true, name));
                moments.add(new Moment(number, false, name));
            }
            return moments;
        }
    }

    private static Row row(Path folder, Doing doing, Moment moment, int merging) throws Exception {
        try (Race race = new Race(Files.createTempDirectory(folder, "race"))) {
            On on = On.any().nth(moment.request());
            List<Integer> done = new ArrayList<>();
            Runnable operation =
                    () -> {
                        done.add(moment.request());
                        race.does(doing);
                    };
            if (moment.before()) {
                race.scene.simulator.disturbances().before(on, operation);
            } else {
                race.scene.simulator.disturbances().after(on, operation);
            }
            MergeResult result = race.merge();
            Row row = new Row(doing, moment, race.landed(), said(result));
            boolean afterwards =
                    moment.request() > merging || (moment.request() == merging && !moment.before());

            assertThat(done).as("it happened: %s", row).hasSize(1);
            assertThat(row.landed())
                    .as(row.toString())
                    .isNotEqualTo("another by stile")
                    .isNotEqualTo(doing.mayComeTooLate(afterwards) ? "" : "the head by stile");
            truthful(race, doing, result, row);
            return row;
        }
    }

    private static void truthful(Race race, Doing doing, MergeResult result, Row row) {
        switch (result) {
            case MergeResult.Merged merged -> {
                assertThat(row.landed()).as(row.toString()).startsWith("the head by ");
                assertThat(merged.headSha()).isEqualTo(race.expected);
                assertThat(merged.mergeSha().map(Sha::text))
                        .as(row.toString())
                        .isEqualTo(race.scene.pull.mergeSha());
                assertThat(merged.baseBranch().text()).isEqualTo(race.scene.pull.base());
                assertThat(merged.mergedBy().orElseThrow().login().text())
                        .isEqualTo(race.scene.pull.mergedBy().orElseThrow().login());
            }
            case MergeResult.Refused refused -> {
                assertThat(doing.reasons).as(row.toString()).contains(refused.reason());
                assertThat(row.landed())
                        .as(row.toString())
                        .isEqualTo(doing == Doing.PUSH_AND_MERGE ? "another by root" : "nothing");
            }
            case MergeResult.Queued queued -> throw new AssertionError(row + " " + queued);
            case MergeResult.Unsettled open -> throw new AssertionError(row + " " + open);
        }
    }

    private static String said(MergeResult result) {
        return switch (result) {
            case MergeResult.Merged merged ->
                    "merged into "
                            + merged.baseBranch()
                            + (merged.alreadyMerged() ? " before" : "");
            case MergeResult.Refused refused -> "refused " + refused.reason();
            case MergeResult.Queued queued -> "queued " + queued.entryId();
            case MergeResult.Unsettled open -> "unsettled " + open.error();
        };
    }
}
