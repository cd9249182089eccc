package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.ADA;
import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.flow.connection.StreamLease;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Deletions that were begun and could not end. */
final class UnfinishedDeletionTest {
    @TempDir Path folder;

    @Test
    @Proves({"FL-38", "FL-66"})
    void deletionsThatCannotEndKeepNeitherTheDaemonFromStartingNorEachOther() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo());
                DaemonHome home = new DaemonHome(folder)) {
            home.connectSim("a-stuck", simulator);
            home.connectSim("b-held", simulator);
            home.house()
                    .database()
                    .transaction(
                            soon(),
                            transaction ->
                                    transaction.update(
                                            """
                                            CREATE TRIGGER stuck BEFORE DELETE ON connection
                                            WHEN old.slug = 'a-stuck'
                                            BEGIN SELECT RAISE(ABORT, 'cannot go'); END
                                            """));
            Leases leases = new Leases(home.house().database(), Clock.systemUTC(), Holder.self());
            Lease running =
                    leases.acquire(soon(), StreamLease.name("b-held"), Duration.ofMinutes(5))
                            .orElseThrow();
            cannotEnd(home, "a-stuck", soon());
            // It waits for the lease to the end; what begins it has to be stored before.
            cannotEnd(home, "b-held", Deadline.after(Duration.ofSeconds(10)));
            assertThat(home.flow().deletion().unfinished(soon()))
                    .containsExactly("a-stuck", "b-held");

            home.run();
            await(() -> !home.failures().isEmpty());
            leases.release(soon(), running);
            await(() -> home.flow().deletion().unfinished(soon()).equals(List.of("a-stuck")));

            assertThat(home.failures()).singleElement().asString().startsWith("delete: ");
        }
    }

    private static void cannotEnd(DaemonHome home, String slug, Deadline deadline) {
        assertThatThrownBy(
                        () ->
                                home.flow()
                                        .deletion()
                                        .delete(new ConnectionSlug(slug), false, ADA, deadline))
                .isInstanceOf(StileException.class);
    }

    private static void await(BooleanSupplier holds) {
        Deadline deadline = soon();
        while (!holds.getAsBoolean()) {
            assertThat(deadline.isPast()).as("it never came to hold").isFalse();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
