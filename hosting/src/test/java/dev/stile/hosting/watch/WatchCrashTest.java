package dev.stile.hosting.watch;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.crash.CrashPoint;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Watchers that really die at every step, and what the next one makes of it. */
final class WatchCrashTest {
    @TempDir Path folder;

    /** Areas that no look at a pull request, no decision and no merge comes to. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "append",
                    "connection",
                    "delivery",
                    "listing",
                    "mirror",
                    "outbox",
                    "push",
                    "restore",
                    "routing");

    /** Its rows of these kinds are parts of its own commits, around which its own points stand. */
    private static final Set<String> WITHIN =
            Set.of(
                    "effect.plan.before",
                    "effect.plan.after",
                    "effect.sending.before",
                    "effect.sending.after",
                    "inbox.store.before",
                    "inbox.store.after");

    /** Later visits, and within the host's own answer to a merge and to a deletion. */
    private static final List<String> MORE =
            List.of(
                    "watch.decide.before:2",
                    "watch.decide.after:2",
                    "watch.decide.after:3",
                    "watch.act.before:2",
                    "watch.act.after:2",
                    "watch.act.before:3",
                    "before",
                    "after",
                    "deleting",
                    "deleted");

    /** Each named point of every other area, so that a new one is died at too. */
    static Stream<String> points() {
        return Stream.concat(
                Arrays.stream(CrashPoint.values())
                        .map(CrashPoint::wire)
                        .filter(name -> !WITHIN.contains(name))
                        .filter(name -> !ELSEWHERE.contains(name.split("\\.")[0])),
                MORE.stream());
    }

    @ParameterizedTest
    @MethodSource("points")
    @Proves({"GH-83", "GH-87", "GH-94", "GH-106", "GH-109", "FL-100"})
    void whereverItDiesItMergesOnceAndTellsEachThingOnce(String point) throws Exception {
        die(point);

        try (WatchWorld world = Watching.open(folder, "2026-05-04T06:10:00Z")) {
            world.pass(Duration.ofHours(3));

            assertThat(world.forge().merges()).as("merges").hasSize(1);
            assertThat(world.forge().deletions())
                    .as("deletions")
                    .hasSize(point.equals("deleting") ? 0 : 1);
            assertThat(world.kinds())
                    .containsExactlyInAnyOrder(
                            "git.pr_ready_to_merge",
                            "git.pr_merged",
                            "git.pr_comments",
                            "git.pr_merge_conflict");
            assertThat(world.watched(Watching.READY).ended()).isPresent();
            assertThat(world.house.effects()).contains("done").isSubsetOf("done", "dropped");
            world.house.audit.flush(soon());
            assertThat(
                            new AuditVerifier(world.house.database, world.house.home)
                                    .verify(soon())
                                    .unknown())
                    .as("intents without an end")
                    .isEmpty();
        }
    }

    private void die(String point) throws Exception {
        Map<String, String> crash = new HashMap<>();
        if (point.contains(".")) {
            crash.putAll(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point));
        }
        try (ChildJvm child =
                ChildJvm.start(folder, Watching.class, crash, folder.toString(), point)) {
            assertThat(child.exit()).as("%s: %s", point, child.output()).isEqualTo(137);
        }
    }
}
