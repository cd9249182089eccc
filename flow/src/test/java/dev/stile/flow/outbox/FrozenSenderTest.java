package dev.stile.flow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.Deadline;
import dev.stile.core.effect.EffectState;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A process that is stopped in the middle of a send, and goes on when others did its work. */
final class FrozenSenderTest {
    @TempDir Path folder;

    @Test
    @Proves({"FL-39", "FL-89"})
    void aSenderThatWasFrozenUntilItsWorkWasTakenOverDoesNotDoItASecondTime() throws Exception {
        Sending.FileVendor chat = new Sending.FileVendor(folder);
        try (ChildJvm frozen = ChildJvm.start(folder, Frozen.class, Map.of(), folder.toString())) {
            awaitLine(frozen, Frozen.STANDS);
            frozen.signal("STOP");

            TestClock later = TestClock.at("2026-05-04T06:05:00Z");
            try (OutboxWorld other = new OutboxWorld(folder, chat, later, log -> log)) {
                other.allow();
                assertThat(other.sweep().abandoned()).as("its lease has ended").isEqualTo(1);
                chat.reconciliation = new Reconciliation.Absent();
                later.pass(Duration.ofSeconds(1));
                other.sweep();
                later.pass(Duration.ofMinutes(1));
                assertThat(other.send()).isEqualTo(1);
            }
            assertThat(chat.count()).isEqualTo(1);

            Files.createFile(folder.resolve("go"));
            frozen.signal("CONT");

            assertThat(frozen.exit()).as(frozen.output()).isZero();
            assertThat(frozen.lines()).endsWith(Attempt.Ended.LEASE_LOST.name());
        }
        assertThat(chat.count()).isEqualTo(1);
        try (OutboxWorld world = new OutboxWorld(folder)) {
            assertThat(Sending.state(world)).contains(EffectState.DONE);
        }
    }

    private static void awaitLine(ChildJvm child, String line) throws IOException {
        Deadline patience = Deadline.after(Duration.ofSeconds(60));
        while (!child.lines().contains(line)) {
            assertThat(patience.isPast()).as(child.output()).isFalse();
            LockSupport.parkNanos(5_000_000);
        }
    }
}
