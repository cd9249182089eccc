package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.RULE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.core.effect.EffectState;
import dev.stile.core.policy.Policy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A chat on a server that takes every request and answers none, beside one that answers. */
final class DispatcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MUTE = "mute-chat";
    private static final String OTHER = "ops-chat";

    @TempDir Path folder;
    private Mute mute;
    private OutboxWorld world;
    private Dispatcher dispatcher;
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws IOException {
        mute = new Mute(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        world = new OutboxWorld(folder);
        world.others.put(MUTE, mute);
        world.policy =
                Policy.defaults()
                        .with(OutboxWorld.standing(1000))
                        .with(OutboxWorld.standing("g-18", MUTE));
        dispatcher =
                new Dispatcher(
                        world.sender,
                        world.settler,
                        world.clock,
                        world.journal.news(),
                        failures::add);
    }

    @AfterEach
    void close() throws Exception {
        try {
            dispatcher.stop();
            mute.hangUp();
            assertThat(dispatcher.awaitEnd(PATIENCE)).isTrue();
            assertThat(failures).isEmpty();
        } finally {
            world.close();
        }
    }

    /** Each call is a connection to the server, which says nothing until it hangs up. */
    private static final class Mute extends Vendor {
        private final ServerSocket server;
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch called = new CountDownLatch(1);

        Mute(ServerSocket server) {
            this.server = server;
        }

        @Override
        public ActionResult perform(ActionCall call, CallContext context) {
            say();
            throw new ConnectorException.OutcomeUnknown("posting", "the line broke");
        }

        @Override
        public Reconciliation reconcile(ActionCall call, Instant attempted, CallContext context) {
            say();
            throw new ConnectorException.Unavailable("the line broke");
        }

        private void say() {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                called.countDown();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } catch (IOException hungUp) {
                throw new ConnectorException.OutcomeUnknown("posting", "the line broke");
            } finally {
                atOnce.decrementAndGet();
            }
        }

        void awaitCall() throws InterruptedException {
            assertThat(called.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        }

        boolean isHanging() {
            return atOnce.get() == 1;
        }

        /** Ends the line of whoever called, and of whoever will. */
        void hangUp() throws IOException {
            server.close();
        }
    }

    private Entry entry(String connection, String text) {
        return world.entry(
                world.outbox
                        .propose(
                                soon(),
                                OutboxWorld.proposal(
                                        connection,
                                        RULE,
                                        text,
                                        (connection + "_" + text).replace(' ', '_'),
                                        Optional.empty(),
                                        false))
                        .id());
    }

    /** What somebody was sending who is gone. */
    private List<Entry> unknown(String... connections) {
        List<Entry> entries = new ArrayList<>();
        for (String connection : connections) {
            Entry entry = entry(connection, "half way");
            world.leaveSending(entry, Duration.ofSeconds(2));
            entries.add(entry);
        }
        world.clock.pass(Duration.ofSeconds(3));
        assertThat(world.settler.sweepOnce(world.clock.instant(), soon()).abandoned())
                .isEqualTo(connections.length);
        world.clock.pass(Duration.ofSeconds(2));
        return entries;
    }

    private void awaitState(Entry entry, EffectState state) {
        Deadline patience = Deadline.after(PATIENCE);
        while (world.state(entry) != state) {
            assertThat(patience.isPast()).as("%s", world.entry(entry.id())).isFalse();
            dispatcher.look(soon());
            world.journal.news().await(Duration.ofMillis(20));
        }
    }

    @Test
    void aConnectionWhoseServerDoesNotAnswerHoldsNoOtherUp() throws Exception {
        Entry held = entry(MUTE, "into the void");
        Entry next = entry(MUTE, "behind it");
        Entry first = entry(OTHER, "first");
        Entry second = entry(OTHER, "second");
        dispatcher.look(soon());
        mute.awaitCall();

        awaitState(second, EffectState.DONE);

        assertThat(world.state(first)).isEqualTo(EffectState.DONE);
        assertThat(world.vendor.posted)
                .as("in the order of approval")
                .containsExactly("first", "second");
        assertThat(mute.isHanging()).isTrue();
        assertThat(world.state(held)).isEqualTo(EffectState.SENDING);
        assertThat(world.state(next)).as("never two at once").isEqualTo(EffectState.APPROVED);
        assertThat(mute.most).hasValue(1);
    }

    @Test
    void aQuestionThatIsNotAnsweredHoldsNeitherAnotherQuestionNorASweepUp() throws Exception {
        List<Entry> unknown = unknown(MUTE, OTHER);
        world.vendor.reconciliation = new Reconciliation.Found(world.vendor.result("m-1", "ts"));
        Entry behind = entry(MUTE, "behind the question");
        dispatcher.look(soon());
        mute.awaitCall();

        awaitState(unknown.getLast(), EffectState.DONE);

        assertThat(mute.isHanging()).isTrue();
        assertThat(world.state(unknown.getFirst())).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.state(behind)).as("asked first").isEqualTo(EffectState.APPROVED);
        world.clock.pass(Duration.ofDays(2));
        assertThat(world.settler.sweepOnce(world.clock.instant(), soon()).expired()).isPositive();
        assertThat(mute.isHanging()).isTrue();
    }
}
