package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.http.HttpRequest;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Nothing waits longer than it may, and an interrupt ends it sooner. */
final class WaitingTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    @Test
    @Proves("TU-12")
    void aServerThatNeverAnswersIsGivenUp() {
        try (RawServer server = RawServer.start(RawServer.Visitor::fallSilent);
                GuardedClient client = fixture(server).times(times(200, 60_000, 60_000)).client()) {
            Timeout timeout =
                    catchThrowableOfType(
                            Timeout.class, () -> client.send(get(server.origin() + "/x"), call()));
            assertThat(timeout.phase()).isEqualTo(Timeout.Phase.WAIT);
        }
    }

    @Test
    @Proves("TU-12")
    void aServerThatStopsInTheMiddleIsGivenUp() {
        RawServer.Script stops =
                visitor -> {
                    visitor.readRequest();
                    visitor.say(HEAD + "Content-Length: 2\r\n\r\n{");
                    visitor.fallSilent();
                };
        try (RawServer server = RawServer.start(stops);
                GuardedClient client = fixture(server).times(times(60_000, 200, 60_000)).client()) {
            Timeout timeout =
                    catchThrowableOfType(
                            Timeout.class, () -> client.send(get(server.origin() + "/x"), call()));
            assertThat(timeout.phase()).isEqualTo(Timeout.Phase.READ);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Proves("TU-12")
    void aSteadyDripCannotOutlastTheWholeExchange(boolean inTheHead) {
        RawServer.Script drips =
                visitor -> {
                    visitor.readRequest();
                    visitor.say(inTheHead ? HEAD + "X: " : HEAD + "Content-Length: 100000\r\n\r\n");
                    while (!visitor.isOver()) {
                        visitor.say("a");
                        Thread.sleep(20);
                    }
                };
        try (RawServer server = RawServer.start(drips);
                GuardedClient client = fixture(server).times(times(60_000, 60_000, 400)).client()) {
            StileException error =
                    catchThrowableOfType(
                            StileException.class,
                            () ->
                                    client.send(
                                            get(server.origin() + "/x"),
                                            call(Duration.ofMillis(600))));
            assertThat(error).isInstanceOf(Timeout.class);
        }
    }

    @Test
    @Proves("TU-12")
    void theCallersDeadlineWinsAndAWriteThatHadLeftIsUnknown() {
        try (RawServer server = RawServer.start(RawServer.Visitor::fallSilent);
                GuardedClient client = fixture(server).client()) {
            assertThatThrownBy(
                            () ->
                                    client.send(
                                            get(server.origin() + "/x"),
                                            call(Duration.ofMillis(200))))
                    .isInstanceOf(Timeout.class);
            assertThatThrownBy(
                            () ->
                                    client.send(
                                            post(server.origin() + "/x"),
                                            call(Duration.ofSeconds(5))))
                    .isInstanceOf(OutcomeUnknown.class);
            assertThatThrownBy(
                            () ->
                                    client.send(
                                            post(server.origin() + "/x"),
                                            call(Duration.ofNanos(1))))
                    .isInstanceOf(Timeout.class);
        }
    }

    @Test
    @Proves("TU-12")
    void aServerThatDoesNotReadALargeRequestIsGivenUp() {
        try (RawServer server = RawServer.start(RawServer.Visitor::fallSilent);
                GuardedClient client =
                        fixture(server).times(times(60_000, 60_000, 3_000)).client()) {
            HttpRequest large =
                    HttpRequest.write(
                            "POST",
                            dev.stile.api.http.Url.under(java.net.URI.create(server.origin())),
                            "creating the record",
                            dev.stile.api.taint.UserInput.trusted(
                                    dev.stile.api.json.Json.text("x".repeat(30 << 20))));
            assertThatThrownBy(() -> client.send(large, call())).isInstanceOf(OutcomeUnknown.class);
        }
    }

    @Test
    @Proves({"TU-12", "TU-14"})
    void noWaitForAPlaceOrABucketIsChargedToTheExchangeThatFollows() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"))) {
            GateFixture fixture = fixture(server).times(times(60_000, 60_000, 3_000));
            fixture.crossings.waits.add(new Crossings.Leave.Wait(Duration.ofSeconds(20), false));
            fixture.crossings.queueing = WaitingTest::longerThanAnExchange;
            fixture.meanwhile = WaitingTest::longerThanAnExchange;
            try (GuardedClient client = fixture.client()) {
                assertThat(client.send(post(server.origin() + "/x"), call()).status())
                        .isEqualTo(200);
            }
            assertThat(fixture.pauses).hasSize(1);
            assertThat(fixture.crossings.patience)
                    .hasSize(2)
                    .allSatisfy(left -> assertThat(left).isGreaterThan(Duration.ofSeconds(30)));
        }
    }

    private static void longerThanAnExchange() {
        Deadline over = Deadline.after(Duration.ofMillis(3_100));
        while (!over.isPast()) {
            LockSupport.parkNanos(over.left().toNanos());
        }
    }

    @Test
    void anInterruptEndsACallAndStaysSet() throws InterruptedException {
        try (RawServer server = RawServer.start(RawServer.Visitor::fallSilent);
                GuardedClient client = fixture(server).client()) {
            for (boolean virtual : new boolean[] {false, true}) {
                Throwable[] thrown = new Throwable[1];
                boolean[] interrupted = new boolean[1];
                Runnable work =
                        () -> {
                            thrown[0] =
                                    catchThrowableOfType(
                                            ConnectorException.class,
                                            () -> client.send(get(server.origin() + "/x"), call()));
                            interrupted[0] = Thread.currentThread().isInterrupted();
                        };
                int before = server.connections();
                Thread thread =
                        virtual
                                ? Thread.ofVirtual().start(work)
                                : Thread.ofPlatform().daemon().start(work);
                while (server.connections() == before && thread.isAlive()) {
                    Thread.onSpinWait();
                }
                thread.interrupt();
                assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
                assertThat(thrown[0]).isInstanceOf(Unavailable.class);
                assertThat(interrupted[0]).isTrue();
            }
        }
    }

    private static GateFixture fixture(RawServer server) {
        return new GateFixture().own(server.origin());
    }

    private static TimeLimits times(int firstByte, int idle, int whole) {
        return new TimeLimits(
                Duration.ofSeconds(60),
                Duration.ofMillis(firstByte),
                Duration.ofMillis(idle),
                Duration.ofMillis(whole));
    }
}
