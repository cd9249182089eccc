package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.core.effect.EffectState;
import dev.stile.flow.outbox.Entry;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A daemon with two trackers, one of which stops answering. */
final class LanesStoryTest {
    static final String COMMENTS = "/sim/v1/projects/demo/records/*/comments";
    private static final FaultAction SILENCE = new FaultAction.Silence(false);

    @TempDir Path folder;

    private Simulator stuck;
    private Simulator work;
    private DaemonHome home;
    private FlowHouse flow;

    @BeforeEach
    void start() throws IOException {
        stuck = Simulator.start(SimulatorOptions.empty().withDemo());
        work = Simulator.start(SimulatorOptions.empty().withDemo());
        home = new DaemonHome(folder);
        flow = home.flow();
        home.connectSim("stuck", stuck);
        home.connectSim("work", work);
    }

    /** Whoever waits for an answer hears the end of the line first. */
    @AfterEach
    void end() throws IOException, InterruptedException {
        stuck.close();
        home.close();
        work.close();
    }

    /** A comment that was made, and whose answer was lost, and which is to be asked about now. */
    private Entry unknown(String connection, Simulator tracker) {
        Entry entry = home.approvedComment(connection, "lost");
        tracker.controls().fault(FaultRule.on("POST", COMMENTS, new FaultAction.Reset(true)));
        tracker.controls().fault(FaultRule.on("GET", COMMENTS, new FaultAction.Reset(false)));
        flow.sender().sendOnce(connection, Instant.now(), soon(), () -> false);
        tracker.controls().clearFaults();
        tracker.controls().resetCounters();
        assertThat(entry(entry.id()).state()).isEqualTo(EffectState.UNKNOWN);
        home.house()
                .database()
                .transaction(
                        soon(),
                        transaction ->
                                transaction.update(
                                        "UPDATE outbox SET next_at = 1 WHERE effect = ?",
                                        entry.id()));
        return entry(entry.id());
    }

    private Entry entry(long id) {
        return flow.journal().find(soon(), id).orElseThrow();
    }

    private static boolean wasAsked(Simulator tracker, String method) {
        return tracker.controls().requests().stream()
                .anyMatch(
                        request ->
                                request.method().equals(method)
                                        && request.path().contains("/comments"));
    }

    private void await(String what, BooleanSupplier looked) {
        Deadline patience = soon();
        while (!looked.getAsBoolean()) {
            assertThat(patience.isPast()).as(what + "; " + home.failures()).isFalse();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void awaitDone(Entry entry) {
        await(entry.reference(), () -> entry(entry.id()).state() == EffectState.DONE);
    }

    @Test
    void aServerThatDoesNotAnswerHoldsNoOtherConnectionUp() throws InterruptedException {
        stuck.controls().fault(FaultRule.on("POST", COMMENTS, SILENCE));
        Entry held = home.approvedComment("stuck", "first");
        Entry behind = home.approvedComment("stuck", "second");
        Entry first = home.approvedComment("work", "first");
        Entry second = home.approvedComment("work", "second");

        home.run();

        await("the request", () -> wasAsked(stuck, "POST"));
        awaitDone(first);
        awaitDone(second);

        assertThat(entry(held.id()).state()).isEqualTo(EffectState.SENDING);
        assertThat(entry(behind.id()).state()).isEqualTo(EffectState.APPROVED);
        assertThat(home.failures()).isEmpty();
    }

    @Test
    void neitherTheStartNorAnotherConnectionWaitsForAServerThatIsAsked()
            throws InterruptedException {
        Entry there = unknown("stuck", stuck);
        Entry here = unknown("work", work);
        stuck.controls().fault(FaultRule.on("GET", COMMENTS, SILENCE));

        home.run();

        await("the question", () -> wasAsked(stuck, "GET"));
        awaitDone(here);
        assertThat(entry(there.id()))
                .as("nobody gave the question up yet")
                .extracting(Entry::state, Entry::failures)
                .containsExactly(EffectState.UNKNOWN, there.failures());
        assertThat(home.failures()).isEmpty();
    }
}
