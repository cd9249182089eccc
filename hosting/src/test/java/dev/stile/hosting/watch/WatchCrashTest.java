package dev.stile.hosting.watch;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditVerifier;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Watchers that really die at every step, and what the next one makes of it. */
final class WatchCrashTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch.decide.before",
                "watch.decide.after",
                "watch.decide.before:2",
                "watch.decide.after:2",
                "watch.decide.after:3",
                "watch.act.before",
                "watch.act.after",
                "watch.act.before:2",
                "watch.act.after:2",
                "watch.act.before:3",
                "merge.send.before",
                "merge.answer.before",
                "merge.answer.after",
                "effect.outcome.before",
                "effect.outcome.after",
                "before",
                "after"
            })
    @Proves({"GH-83", "GH-87", "GH-94", "GH-106", "FL-100"})
    void whereverItDiesItMergesOnceAndTellsEachThingOnce(String point) throws Exception {
        die(point);

        try (WatchWorld world = Watching.open(folder, "2026-05-04T06:10:00Z")) {
            world.pass(Duration.ofHours(3));

            assertThat(world.forge().merges()).as("merges").hasSize(1);
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
