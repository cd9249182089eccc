package dev.stile.cli.daemon;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.core.bell.Bell;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.flow.connection.Standing;
import dev.stile.flow.delivery.DeliveryWorker;
import dev.stile.flow.outbox.Dispatcher;
import dev.stile.flow.outbox.Settler;
import dev.stile.flow.retention.Keeping;
import dev.stile.flow.retention.Retention;
import dev.stile.flow.routing.Router;
import dev.stile.flow.stream.Streams;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Runs one home's streams, rules, deliveries, outbox and watches of pull requests, each kind of
 * work in a loop of its own. Everything it knows is in the store, so it takes up what other
 * commands change, and what a killed one left.
 */
final class Daemon {
    private static final String WATCH = "watch";
    private static final String SEND = "send";
    private static final String SETTLE_LOOP = "settle";
    private static final String DELETE = "delete";
    private static final int PAGE = 1_000;
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration GULP = Duration.ofMillis(50);
    private static final Duration NEWS = Duration.ofMillis(250);
    private static final Duration FOLLOW = Duration.ofMillis(500);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration DELETE_AGAIN = Duration.ofMinutes(1);
    private static final Duration PRUNE = Duration.ofMinutes(1);
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(40);

    private final FlowHouse flow;
    private final Clock clock;
    private final CountDownLatch stop;
    private final Consumer<Loop.Failed> failed;
    private final Streams streams;
    private final Router router;
    private final DeliveryWorker worker;
    private final Settler settler;
    private final Dispatcher dispatcher;
    private final Retention retention;
    private final Receiver receiver;
    private final Pulls pulls;

    /**
     * @param port where webhooks are received, on this machine only
     * @param stop ends it
     * @param failed is told of each turn of work that throws
     */
    Daemon(
            FlowHouse flow,
            Clock clock,
            int port,
            CountDownLatch stop,
            Consumer<Loop.Failed> failed) {
        this.flow = flow;
        this.clock = clock;
        this.stop = stop;
        this.failed = failed;
        this.streams = flow.streams();
        this.router = flow.router();
        this.worker = flow.worker();
        this.settler = flow.settler();
        this.dispatcher = flow.dispatcher(error -> failed.accept(new Loop.Failed(SEND, error)));
        this.pulls =
                new Pulls(
                        flow,
                        () -> stop.getCount() == 0,
                        error -> failed.accept(new Loop.Failed(WATCH, error)));
        this.receiver =
                new Receiver(
                        flow,
                        port,
                        (connection, about) -> {
                            pulls.hint(connection, about);
                            streams.hasten(connection);
                        });
        this.retention = new Retention(flow.house().database(), Keeping.standard());
    }

    /**
     * Works until it is told to stop, and then until what is in hand is done.
     *
     * @param ready called once, when it is known what an earlier daemon left; no server is waited
     *     for
     */
    void run(Runnable ready) {
        settle();
        flow.rules().registerContacts(turn());
        List<Loop> loops = new ArrayList<>();
        try {
            loops.add(loop(SETTLE_LOOP, this::settle));
            loops.add(loop(SEND, this::send, flow.journal().news()));
            loops.add(loop("deliver", this::deliver));
            loops.add(loop("route", this::route, flow.house().arrivals()));
            loops.add(loop("follow", this::follow));
            loops.add(loop("prune", this::prune));
            loops.add(loop("listen", this::listen));
            loops.add(loop(WATCH, this::watch));
            loops.add(loop(DELETE, this::delete));
            ready.run();
            stop.await();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            stop.countDown();
            end(loops);
        }
    }

    /** Where webhooks are received, once they are. Any thread may call. */
    Optional<InetSocketAddress> receives() {
        return receiver.address();
    }

    private Loop loop(String name, Loop.Turn turn) {
        return loop(name, turn, new Bell());
    }

    /**
     * @param bell rung by other work of this process; what another process changes is seen at the
     *     next look
     */
    private Loop loop(String name, Loop.Turn turn, Bell bell) {
        return new Loop(name, turn, bell, stop, flow.house().around().nanos(), failed).start();
    }

    /** Streams first, so that nothing new comes in; then each kind of work ends its turn. */
    private void end(List<Loop> loops) {
        Deadline end = Deadline.after(ENDING);
        receiver.close();
        dispatcher.stop();
        loops.forEach(Loop::wake);
        streams.close();
        try {
            for (Loop loop : loops) {
                loop.awaitEnd(end.left());
            }
            dispatcher.awaitEnd(end.left());
            pulls.awaitEnd(end.left());
            flow.probing().awaitEnd(end.left());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            pulls.close();
        }
    }

    /**
     * Goes on with deletions that were interrupted. One that cannot be finished keeps no other from
     * it, and nothing else at all.
     */
    private Loop.Rest delete() {
        Loop.Rest rest = Loop.Rest.of(SETTLE);
        for (String slug : flow.deletion().unfinished(turn())) {
            if (stop.getCount() == 0) {
                return Loop.Rest.NONE;
            }
            try {
                flow.deletion().resume(new ConnectionSlug(slug), turn());
            } catch (StileException notNow) {
                failed.accept(new Loop.Failed(DELETE, notNow));
                rest = Loop.Rest.of(DELETE_AGAIN);
            }
        }
        return rest;
    }

    private Loop.Rest follow() {
        List<Standing> standings = flow.lives().followConsumers(turn());
        flow.probing().refresh(standings);
        streams.refresh(standings);
        return Loop.Rest.of(FOLLOW);
    }

    /** An event that comes alone is routed at once, and a flood in gulps, between its commits. */
    private Loop.Rest route() {
        int routed = router.routeOnce(turn());
        if (routed == 0) {
            return Loop.Rest.untilRung(SOON);
        }
        worker.ring();
        return routed < Router.PAGE ? Loop.Rest.of(GULP) : Loop.Rest.NONE;
    }

    private Loop.Rest deliver() {
        if (worker.workOnce(clock.instant(), turn()) == 0) {
            worker.awaitNews(NEWS);
        }
        return Loop.Rest.NONE;
    }

    /** Each connection sends and asks in a lane of its own. */
    private Loop.Rest send() {
        dispatcher.look(turn());
        return Loop.Rest.untilRung(SOON);
    }

    /** By the store alone: nobody is asked here. */
    private Loop.Rest settle() {
        Settler.Swept swept = settler.sweepOnce(clock.instant(), turn());
        swept.damaged().forEach(each -> failed.accept(new Loop.Failed(SETTLE_LOOP, each)));
        return Loop.Rest.of(SETTLE);
    }

    /** Nothing listens until there is somebody to listen to. */
    private Loop.Rest listen() {
        receiver.startIfWanted();
        return Loop.Rest.of(FOLLOW);
    }

    private Loop.Rest watch() {
        pulls.look();
        return Loop.Rest.of(FOLLOW);
    }

    private Loop.Rest prune() {
        flow.webhookIntake().prune(PAGE, turn());
        return retention.pruneOnce(clock.instant(), turn()).isRound()
                ? Loop.Rest.of(PRUNE)
                : Loop.Rest.of(SOON);
    }

    private static Deadline turn() {
        return Deadline.after(TURN);
    }
}
