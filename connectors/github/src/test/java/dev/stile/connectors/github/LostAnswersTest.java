package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Earlier;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.support.Loss;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.traffic.Disturbances;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.FakeHostServices.End;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Each write, and each way in which its answer is lost: what is said is true, and the same call
 * made again leaves one effect and no second one.
 */
@Proves({"GH-18", "GH-19", "GH-22", "GH-26", "GH-29", "GH-31"})
final class LostAnswersTest {
    private static final On GRAPHQL = Scene.graphQl();
    private static final IdempotencyKey KEY = new IdempotencyKey("one-intent");
    private static final String TITLE = "Another title";

    /** Their result names what was not done. */
    private static final Set<Write> TELL_WHAT_IS_MISSING =
            Set.of(Write.LABEL_OPENED, Write.ASK_FOR_REVIEW);

    /** What a call came to. */
    private enum Said {
        DONE,
        REFUSED,
        UNKNOWN
    }

    private record Row(Write write, Loss loss, Said first, long after, Said again, long effects) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-14s %-26s %-8s (%d)  again %-8s (%d)",
                    write,
                    loss,
                    first,
                    after,
                    again,
                    effects);
        }
    }

    private enum Write {
        OPEN(Scene.rest("POST", "/pulls")),
        LABEL_OPENED(Scene.rest("POST", "/issues/*/labels")),
        ASK_FOR_REVIEW(Scene.rest("POST", "/pulls/*/requested_reviewers")),
        EDIT(Scene.rest("PATCH", "/pulls/*")),
        TO_DRAFT(GRAPHQL.holding("mutation")),
        MAKE_READY(GRAPHQL.holding("mutation")),
        ADD_LABEL(Scene.rest("POST", "/issues/*/labels")),
        REMOVE_LABEL(Scene.rest("DELETE", "/issues/*/labels/*")),
        COMMENT(Scene.rest("POST", "/issues/*/comments")),
        REPLY(Scene.rest("POST", "/pulls/*/comments/*/replies")),
        CLOSE(Scene.rest("PATCH", "/pulls/*")),
        DISMISS(Scene.rest("PUT", "/pulls/*/reviews/*/dismissals")),
        MERGE(Scene.rest("PUT", "/pulls/*/merge")),
        ENQUEUE(GRAPHQL.holding("mutation"));

        private final On on;

        Write(On on) {
            this.on = on;
        }

        /** What is done beside a new pull request is lost as the pull request itself is. */
        private boolean mayMeet(Loss loss) {
            boolean beside = this == LABEL_OPENED || this == ASK_FOR_REVIEW;
            return switch (loss) {
                case CUT_BEFORE, CUT_AFTER, HTML_200_AFTER -> true;
                case STATUS_502_BEFORE,
                        STATUS_502_AFTER,
                        STORM_OF_503_AFTER,
                        HTML_200_BEFORE,
                        HALF_A_BODY_AFTER,
                        EMPTY_AFTER,
                        EMPTY_OBJECT_AFTER ->
                        !beside;
                case PARTIAL_DATA_AFTER -> isGraphQl();
                // What remains is told by what was read.
                case STALE_AFTER -> !beside && this != DISMISS;
            };
        }

        private boolean isGraphQl() {
            return on.path().equals(GRAPHQL.path());
        }
    }

    /** A host on which one intent is carried out, perhaps twice. */
    private static final class Trial implements AutoCloseable {
        private final Scene scene;
        private final Write write;
        private final CommentId inline;
        private final int comments;

        Trial(Path folder, Write write) throws Exception {
            this.scene = new Scene(folder);
            this.write = write;
            scene.web.labels("bug");
            scene.web.commit(scene.ada, "other", "Add c", Map.of("c.txt", "c\n"));
            inline =
                    new CommentId(
                            CommentId.Kind.INLINE,
                            new Token(
                                    Long.toString(
                                            scene.pull
                                                    .talk()
                                                    .thread(scene.bob, "a.txt", 3, "Why?")
                                                    .comments()
                                                    .getFirst()
                                                    .id())));
            if (write == Write.REMOVE_LABEL) {
                scene.pull.label("bug");
            }
            if (write == Write.MAKE_READY) {
                scene.pull.draft(true);
            }
            if (write == Write.DISMISS) {
                scene.pull.review(scene.bob, Review.State.APPROVED);
            }
            if (write == Write.ENQUEUE) {
                scene.web.ruleset(
                        "queue", "main", BranchRules.none().on(BranchRules.Flag.MERGE_QUEUE));
            }
            comments = said();
        }

        private int said() {
            return scene.pull.talk().comments().size()
                    + scene.pull.talk().threads().stream()
                            .mapToInt(thread -> thread.comments().size())
                            .sum();
        }

        /** How often the intent took effect. */
        long effects() {
            PullRequest pull = scene.pull;
            return switch (write) {
                case OPEN -> opened().count();
                case LABEL_OPENED -> opened().filter(made -> made.labels().contains("bug")).count();
                case ASK_FOR_REVIEW ->
                        opened().filter(made -> made.talk().requested().contains(scene.bob))
                                .count();
                case EDIT -> pull.title().equals(TITLE) ? 1 : 0;
                case TO_DRAFT -> pull.draft() ? 1 : 0;
                case MAKE_READY -> pull.draft() ? 0 : 1;
                case ADD_LABEL -> pull.labels().contains("bug") ? 1 : 0;
                case REMOVE_LABEL -> pull.labels().contains("bug") ? 0 : 1;
                case COMMENT, REPLY -> said() - comments;
                case CLOSE -> pull.isOpen() ? 0 : 1;
                case DISMISS ->
                        pull.talk().reviews().stream()
                                .filter(review -> review.state() == Review.State.DISMISSED)
                                .count();
                case MERGE -> landed();
                case ENQUEUE -> scene.web.queue().entry(pull).isPresent() ? 1 : 0;
            };
        }

        private Stream<PullRequest> opened() {
            return scene.web.pulls().stream().filter(made -> made.number() != scene.pull.number());
        }

        private long landed() {
            return scene.web
                            .bare()
                            .contains(scene.web.branch("main").orElseThrow(), scene.pull.headSha())
                    ? 1
                    : 0;
        }

        /** What it is told, which is also what the journal is told. */
        Said told() {
            try {
                Said said = asked(scene.host());
                assertThat(end()).as("what the journal was told").isEqualTo(said);
                return said;
            } catch (OutcomeUnknown open) {
                assertThat(end()).isEqualTo(Said.UNKNOWN);
                return Said.UNKNOWN;
            } catch (StileException refused) {
                return end();
            }
        }

        private Said end() {
            return switch (scene.services.intents().getLast().end().orElseThrow()) {
                case End.Done done -> Said.DONE;
                case End.Refused refused -> Said.REFUSED;
                case End.Unknown unknown -> Said.UNKNOWN;
            };
        }

        private Said asked(GitHost host) {
            switch (write) {
                case OPEN, LABEL_OPENED, ASK_FOR_REVIEW -> host.createPR(options(), call());
                case EDIT -> update(host, Optional.of(TITLE), Optional.empty(), "", "");
                case TO_DRAFT -> update(host, Optional.empty(), Optional.of(true), "", "");
                case MAKE_READY -> update(host, Optional.empty(), Optional.of(false), "", "");
                case ADD_LABEL -> update(host, Optional.empty(), Optional.empty(), "bug", "");
                case REMOVE_LABEL -> update(host, Optional.empty(), Optional.empty(), "", "bug");
                case COMMENT ->
                        host.commentOnPR(
                                scene.pr(), text("Well done"), Optional.empty(), KEY, call());
                case REPLY ->
                        host.commentOnPR(
                                scene.pr(), text("Because"), Optional.of(inline), KEY, call());
                case CLOSE -> host.closePR(scene.pr(), new Expect(Optional.empty()), call());
                case DISMISS -> {
                    DismissResult result =
                            host.dismissApprovals(
                                    scene.pr(),
                                    text("Again"),
                                    new Expect(Optional.empty()),
                                    call());
                    assertThat(result.remaining()).hasSize(1 - (int) effects());
                }
                case MERGE -> {
                    return said(merge(host, MergeGuard.Queue.NEVER));
                }
                case ENQUEUE -> {
                    return said(merge(host, MergeGuard.Queue.IF_REQUIRED));
                }
            }
            return Said.DONE;
        }

        private static Said said(MergeResult result) {
            return switch (result) {
                case MergeResult.Merged merged -> Said.DONE;
                case MergeResult.Queued queued -> Said.DONE;
                case MergeResult.Refused refused -> refused.mayLand() ? Said.UNKNOWN : Said.REFUSED;
                case MergeResult.Unsettled open -> Said.UNKNOWN;
            };
        }

        private MergeResult merge(GitHost host, MergeGuard.Queue queue) {
            return host.mergePR(
                    scene.pr(),
                    MergeStrategy.MERGE,
                    new MergeGuard(
                            scene.head(),
                            Optional.empty(),
                            Optional.of(new BranchName("main")),
                            queue,
                            Optional.empty(),
                            Optional.empty(),
                            KEY),
                    call());
        }

        private void update(
                GitHost host,
                Optional<String> title,
                Optional<Boolean> draft,
                String add,
                String remove) {
            host.updatePR(
                    scene.pr(),
                    new PRUpdates(
                            title.map(LostAnswersTest::text),
                            Optional.empty(),
                            draft,
                            add.isEmpty() ? List.of() : List.of(add),
                            remove.isEmpty() ? List.of() : List.of(remove),
                            Optional.empty()),
                    call());
        }

        private PROptions options() {
            return new PROptions(
                    scene.repo(),
                    new BranchName("other"),
                    Optional.empty(),
                    new BranchName("main"),
                    text("Add c"),
                    text("It was missing."),
                    false,
                    write == Write.LABEL_OPENED ? List.of("bug") : List.of(),
                    write == Write.ASK_FOR_REVIEW ? List.of("bob") : List.of(),
                    KEY);
        }

        @Override
        public void close() throws Exception {
            scene.close();
        }
    }

    @Test
    void whateverIsLostOneIntentHasOneEffectAndWhatIsSaidIsTrue(
            @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        List<Row> table = new ArrayList<>();
        for (Write write : Write.values()) {
            for (Loss loss : Loss.values()) {
                if (write.mayMeet(loss)) {
                    table.add(row(folder, write, loss));
                }
            }
        }
        table.forEach(System.out::println);
        System.out.println(
                table.size()
                        + " rows, at first "
                        + table.stream()
                                .collect(Collectors.groupingBy(Row::first, Collectors.counting())));
        for (Row row : table) {
            assertThat(row.after()).as("%s", row).isBetween(0L, 1L);
            if (row.loss() == Loss.STALE_AFTER) {
                assertThat(row.first()).as("%s", row).isEqualTo(Said.UNKNOWN);
            }
            if (row.first() == Said.REFUSED) {
                assertThat(row.after()).as("nothing was done: %s", row).isZero();
            }
            if (row.first() == Said.DONE && !TELL_WHAT_IS_MISSING.contains(row.write())) {
                assertThat(row.after()).as("it was done: %s", row).isOne();
            }
            assertThat(row.again()).as("asked again: %s", row).isEqualTo(Said.DONE);
            assertThat(row.effects()).as("one effect: %s", row).isOne();
        }
        assertThat(table).extracting(Row::first).contains(Said.DONE, Said.UNKNOWN);
    }

    /** A merge is judged by reads over ten seconds: by those that are late for longer too. */
    private static Set<Said> late(Write write) {
        return switch (write) {
            case OPEN, COMMENT, REPLY -> Set.of(Said.UNKNOWN);
            case MERGE, ENQUEUE -> Set.of(Said.values());
            default -> Set.of(Said.UNKNOWN, Said.DONE);
        };
    }

    private static Row row(Path folder, Write write, Loss loss) throws Exception {
        try (Trial trial = new Trial(Files.createTempDirectory(folder, "trial"), write)) {
            Disturbances disturbances = trial.scene.simulator.disturbances();
            loss.happen(write.on, disturbances);
            Said first = trial.told();
            long after = trial.effects();
            if (loss == Loss.STALE_AFTER) {
                trial.scene.services.earlier(new Earlier.UnderWay(Instant.MAX));
                assertThat(trial.told()).as("%s, while reads are late", write).isIn(late(write));
                assertThat(trial.effects()).as("%s, while reads are late", write).isOne();
                trial.scene.services.earlier(new Earlier.Over());
            }
            disturbances.clear();
            Said again = trial.told();
            return new Row(write, loss, first, after, again, trial.effects());
        }
    }

    private static Untainted<String, Sink.RecordField> text(String text) {
        return UserInput.trusted(text);
    }
}
