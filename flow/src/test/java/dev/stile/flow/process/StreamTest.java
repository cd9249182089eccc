package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.CallLimits;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

final class StreamTest {
    @TempDir Path folder;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(folder);
    }

    @AfterEach
    void close() throws Exception {
        assertThat(stage.processes()).isEmpty();
        stage.close();
    }

    @Test
    @Proves({"FL-28", "FL-29"})
    void framesAreToldInTheirOrder() throws Exception {
        List<String> heard =
                heard(
                        "health OK",
                        """
                        open(os.environ["HOME"] + "/line", "w").write(sys.stdin.readline())
                        hello()
                        event("e1", time="2026-05-04T06:15:09Z", key="pond-3", kind="message", later=1)
                        say({"type": "checkpoint", "cursor": "c-1050"})
                        say({"type": "health", "status": "retrying", "reason": "rate_limited", "detail": "asks to wait", "next_retry_at": "2026-05-04T06:16:00Z"})
                        say({"type": "gap", "after": "c-1050", "before": "c-1200", "reason": "cursor_expired"})
                        say({"type": "health", "status": "odd"})
                        say({"type": "news", "optional": True})
                        event("e2", payload={"message": "x", "flags": {"outgoing": True, "odd": 1}})
                        say({"type": "health", "status": "ok", "caught_up": True})
                        sys.stdin.read()
                        """);

        assertThat(heard)
                .containsExactly(
                        "event e1 message key=pond-3 {\"message\":\"e1\"}",
                        "checkpoint c-1050",
                        "health RETRYING rate_limited 2026-05-04T06:16:00Z",
                        "gap c-1050 c-1200 cursor_expired",
                        "health DEGRADED",
                        "event e2 message [OUTGOING] {\"message\":\"x\",\"flags\":{\"outgoing\":true,\"odd\":1}}",
                        "health OK caught up");
        assertThat(Files.readString(folder.resolve("state/weir/weir-north/line")))
                .contains("\"op\":\"subscribe\"", "\"cursor\":\"c-7\"", "\"start\":\"cursor\"")
                .contains(
                        "\"max_in_flight\":64", "\"run_id\":\"r-", "\"settings\":{\"unit\":\"cm\"}")
                .contains("\"contact_ids\":[\"pond@north\"]", "\"token\":\"" + Stage.TOKEN);
        assertThat(stage.notes).anyMatch(note -> note.contains("asks to wait"));
    }

    @Test
    @Proves("FL-55")
    void aProgramThatDidNotDeclareContactsIsSentNone() throws Exception {
        HeardSink sink = new HeardSink("health OK", event -> {});
        subscribe(
                stage.runs(
                        """
                        if op == 'hello':
                            hello(capabilities=["nack"])
                            sys.exit(0)
                        open(os.environ["HOME"] + "/line", "w").write(sys.stdin.readline())
                        hello(capabilities=["nack"])
                        say({"type": "health", "status": "ok", "caught_up": True})
                        sys.stdin.read()
                        """),
                sink);

        assertThat(Files.readString(folder.resolve("state/weir/weir-north/line")))
                .contains("\"op\":\"subscribe\"")
                .doesNotContain("contact_ids");
    }

    @ParameterizedTest
    @Proves({"FL-18", "FL-32"})
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sys.stdout.buffer.write(b'{"type": "event", "x": "\\xff"}\\n') | unusable not_utf8
                    say('hello') | unusable not_json
                    say('[1]') | unusable not_object
                    say('{"a": 1, "a": 2}') | unusable not_json
                    say({"type": "news"}) | unusable unknown_type
                    say({"kind": "event"}) | unusable missing_type
                    say({"type": "event", "cursor": "c", "payload": {}}) | unusable missing_id
                    say({"type": "event", "id": 7, "cursor": "c", "payload": {}}) | unusable wrong_type
                    say({"type": "event", "id": "x\\n", "cursor": "c", "payload": {}}) | unusable bad_id
                    say({"type": "event", "id": "e" * 513, "cursor": "c", "payload": {}}) | unusable bad_id
                    say({"type": "event", "id": "e", "payload": {}}) | unusable missing_cursor e
                    say({"type": "event", "id": "e", "cursor": "c" * 8193, "payload": {}}) | unusable bad_cursor e
                    say({"type": "event", "id": "e", "cursor": "c", "payload": "text"}) | unusable bad_payload e
                    say({"type": "event", "id": "e", "cursor": "c", "payload": {}, "key": "k" * 257}) | unusable bad_key e
                    say({"type": "event", "id": "e", "cursor": "c", "payload": {}, "time": "today"}) | unusable bad_time e
                    say('{"type": "event", "id": "e", "cursor": "c", "payload": {"\\\\ud800": 1}}') | unusable not_json
                    say('{"type": "event", "id": "e", "cursor": "c", "payload": {"x": "\\\\ud800"}}') | unusable not_text e
                    say({"type": "checkpoint"}) | unusable missing_cursor
                    say({"type": "secret", "name": "token", "value": ""}) | unusable missing_value
                    say('{"type": "event", "payload": ' + '[' * 70 + ']' * 70 + '}') | unusable too_deep
                    say("x" * 70000) | unusable line_too_long 70000
                    """)
    void aLineThatIsNoFrameIsSetAsideAndTheStreamGoesOn(String body, String expected) {
        List<String> heard =
                heard("event after", "hello()\n" + body + "\nevent('after')\nsys.stdin.read()");

        assertThat(heard).hasSize(2);
        assertThat(heard.getFirst()).startsWith(expected);
    }

    @Test
    @Proves("FL-18")
    void theLargestIdAndCursorAreTaken() {
        List<String> heard =
                heard(
                        "event after",
                        "hello()\nevent('e' * 512, cursor='c' * 8192, key='k' * 256)\nevent('after')\nsys.stdin.read()");

        assertThat(heard.getFirst()).startsWith("event eee");
    }

    @Test
    @Proves("FL-18")
    void theSmallerLimitOfTheProgramHolds() {
        List<String> heard =
                heard(
                        "event after",
                        "hello(limits={'max_line_bytes': 200})\nevent('x' * 300)\nevent('after')\nsys.stdin.read()");

        assertThat(heard.getFirst()).startsWith("unusable line_too_long");
    }

    @Test
    @Proves("FL-32")
    void twentyBadLinesInAMinuteEndTheRun() {
        HeardSink sink = new HeardSink("never", event -> {});

        assertThatThrownBy(
                        () ->
                                subscribe(
                                        stage.speaks("hello()\nwhile True:\n    say('noise')"),
                                        sink))
                .isInstanceOf(Malformed.class);
        assertThat(sink.heard()).hasSize(21).last().isEqualTo("health RETRYING protocol_error");
    }

    @ParameterizedTest
    @Proves({"FL-29", "FL-32"})
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    event('first')
                    say('noise')
                    say({"type": "hello", "protocol": 2})
                    """)
    void aStreamThatDoesNotBeginWithHelloEnds(String body) {
        HeardSink sink = new HeardSink("never", event -> {});

        assertThatThrownBy(() -> subscribe(stage.speaks(body + "\nsys.stdin.read()"), sink))
                .isInstanceOf(Malformed.class);
        assertThat(sink.heard()).containsExactly("health RETRYING protocol_error");
    }

    @Test
    @Proves("FL-35")
    void aSilentProgramIsStalledAndEveryFrameIsASignOfLife() {
        stage.limits = silence(Duration.ofSeconds(6));
        HeardSink sink = new HeardSink("never", event -> {});

        assertThatThrownBy(
                        () ->
                                subscribe(
                                        stage.speaks(
                                                """
                                                hello()
                                                for i in range(8):
                                                    say({"type": "health", "status": "ok"})
                                                    time.sleep(1)
                                                time.sleep(1000)
                                                """),
                                        sink))
                .isInstanceOf(Timeout.class);
        assertThat(sink.heard()).hasSize(9).last().isEqualTo("health RETRYING stalled");
    }

    @Test
    @Proves("FL-35")
    void theClockOfSilenceStandsWhileTheHostDoesNotRead() {
        stage.limits = silence(Duration.ofSeconds(5));
        CountDownLatch never = new CountDownLatch(1);
        Path goOn = folder.resolve("go-on");
        HeardSink sink =
                new HeardSink(
                        "event second",
                        event -> {
                            if (event.id().text().equals("first")) {
                                assertThat(waited(never, Duration.ofSeconds(6))).isFalse();
                                make(goOn);
                            }
                        });

        subscribe(
                stage.speaks(
                        """
                        hello()
                        event('first')
                        while not os.path.exists('%s'):
                            time.sleep(0.01)
                        event('second')
                        sys.stdin.read()
                        """
                                .formatted(goOn)),
                sink);

        assertThat(sink.heard()).hasSize(2);
    }

    @Test
    @Proves("FL-35")
    void outputThatEndsIsTheEndThoughTheProgramLivesOn() {
        stage.times = stage.settling(Duration.ofSeconds(5));
        HeardSink sink = new HeardSink("never", event -> {});

        assertThatThrownBy(
                        () ->
                                subscribe(
                                        stage.speaks(
                                                "hello()\nevent('e1')\nsys.stderr.write('why\\n')\nsys.stderr.flush()\nheard(2)\nos.close(1)\ntime.sleep(1000)"),
                                        sink))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("closed its stdout")
                .extracting(
                        error -> Stage.shown(((StileException) error).remoteText().orElseThrow()))
                .asString()
                .contains("why");
        assertThat(sink.heard()).hasSize(2);
    }

    @Test
    @Proves("FL-32")
    void halfALineAtTheEndIsSetAside() {
        HeardSink sink = new HeardSink("never", event -> {});

        assertThatThrownBy(
                        () ->
                                subscribe(
                                        stage.speaks(
                                                "hello()\nsys.stdout.write('{\"type\": \"ev')\nsys.stdout.flush()"),
                                        sink))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("code 0");
        assertThat(sink.heard().getFirst()).startsWith("unusable half_line");
    }

    @Test
    @Proves("FL-34")
    void aFloodWaitsForASinkThatIsNotReady() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        HeardSink sink =
                new HeardSink(
                        "event e19999",
                        event -> {
                            if (event.id().text().equals("e5")) {
                                assertThat(waited(release, Duration.ofSeconds(60))).isTrue();
                            }
                        });
        ProcessConnector connector =
                stage.speaks(
                        """
                        hello()
                        told = open(os.environ["HOME"] + "/told", "ab", buffering=0)
                        for i in range(20000):
                            event("e%d" % i, payload={"message": "x" * 500})
                            told.write(b"x")
                        sys.stdin.read()
                        """);
        Thread run = Thread.ofVirtual().start(() -> subscribe(connector, sink));
        Path told = folder.resolve("state/weir/weir-north/told");
        long before = -1;
        long now = 0;
        while (now != before || sink.heard().size() < 5) {
            before = now;
            assertThat(waited(new CountDownLatch(1), Duration.ofMillis(300))).isFalse();
            now = Files.exists(told) ? Files.size(told) : 0;
        }

        assertThat(now).isLessThan(5000);
        release.countDown();
        run.join();
        assertThat(sink.heard()).hasSize(20_000);
    }

    private List<String> heard(String last, String body) {
        HeardSink sink = new HeardSink(last, event -> {});
        subscribe(stage.speaks(body), sink);
        return sink.heard();
    }

    private static void subscribe(ProcessConnector connector, HeardSink sink) {
        connector.events().orElseThrow().subscribe(Stage.subscription(), sink);
    }

    private static CallLimits silence(Duration silence) {
        return new CallLimits(
                Duration.ofSeconds(60), Duration.ofSeconds(60), silence, 64 * 1024, 64);
    }

    private static void make(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean waited(CountDownLatch latch, Duration howLong) {
        try {
            return latch.await(howLong.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
