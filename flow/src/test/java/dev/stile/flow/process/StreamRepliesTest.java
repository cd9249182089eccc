package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.Program;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.event.EventSource;
import dev.stile.flow.process.wire.AuthAnswer;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a host says to a stream, and what it keeps from others. */
final class StreamRepliesTest {
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
    @Proves({"FL-28", "FL-31"})
    void acksAndNacksReachTheProgram() {
        assertThat(acks("\"nack\", \"ack-through\""))
                .containsExactly(
                        "{\"op\":\"ack\",\"cursor\":\"c-e1\",\"event_id\":\"e1\",\"through\":true}",
                        "{\"op\":\"nack\",\"cursor\":\"c-e2\",\"event_id\":\"e2\",\"code\":\"id_conflict\",\"retry\":false}",
                        "{\"op\":\"nack\",\"cursor\":\"c-e3\",\"event_id\":\"e3\",\"code\":\"store_busy\",\"retry\":true}");
        assertThat(acks(""))
                .containsExactly(
                        "{\"op\":\"ack\",\"cursor\":\"c-e1\",\"event_id\":\"e1\"}",
                        "{\"op\":\"ack\",\"cursor\":\"c-e2\",\"event_id\":\"e2\"}");
    }

    private List<String> acks(String capabilities) {
        ProcessConnector connector =
                stage.runs(
                        """
                        say('{"type": "hello", "protocol": 1, "operations": ["subscribe"], "capabilities": [%s]}')
                        if op == "hello":
                            sys.exit(0)
                        sys.stdin.readline()
                        for name in ["e1", "e2", "e3", "e4"]:
                            event(name)
                        first = sys.stdin.readline()
                        for line in [first] + [sys.stdin.readline() for i in range(%d)]:
                            event("heard", payload={"line": line.strip()})
                        event("last")
                        sys.stdin.read()
                        """
                                .formatted(capabilities, capabilities.isEmpty() ? 1 : 2));
        EventSource source = connector.events().orElseThrow();
        List<String> lines = new ArrayList<>();
        HeardSink sink =
                new HeardSink(
                        "event last",
                        event -> {
                            switch (event.id().text()) {
                                case "e1" -> source.acknowledged(event);
                                case "e2" -> source.refused(event, "id_conflict");
                                case "e3" -> source.postponed(event, "store_busy");
                                default -> lines.add(event.id().text());
                            }
                        });
        source.subscribe(Stage.subscription(), sink);
        assertThat(lines).contains("heard", "last");
        return sink.heard().stream()
                .filter(line -> line.startsWith("event heard"))
                .map(line -> line.substring(line.indexOf('{')))
                .map(line -> line.substring("{\"line\":\"".length(), line.length() - 2))
                .map(line -> line.replace("\\\"", "\""))
                .toList();
    }

    @Test
    @Proves("FL-34")
    void aBlockedStreamHoldsUpNoOtherCall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ProcessConnector connector =
                stage.speaks(
                        """
                        if op == "act":
                            say({"success": True, "summary": "done"})
                            sys.exit(0)
                        hello()
                        i = 0
                        while True:
                            i += 1
                            event("e%d" % i)
                        """);
        HeardSink sink =
                new HeardSink(
                        "event",
                        event -> {
                            arrived.countDown();
                            assertThat(waited(release, Duration.ofSeconds(60))).isTrue();
                        });
        Thread stream = Thread.ofVirtual().start(() -> subscribe(connector, sink));
        assertThat(waited(arrived, Duration.ofSeconds(60))).isTrue();

        assertThat(Stage.shown(Stage.act(connector, "g2").summary())).isEqualTo("done");

        assertThat(stream.isAlive()).isTrue();
        release.countDown();
        stream.join();
    }

    @Test
    @Proves("FL-34")
    void aProgramThatDoesNotReadItsAcksIsEnded() {
        stage.times =
                new HostTimes(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(60),
                        stage.times.stop());
        ProcessConnector connector =
                stage.runs(
                        """
                        say('{"type": "hello", "protocol": 1, "operations": ["subscribe"]}')
                        if op == "hello":
                            sys.exit(0)
                        i = 0
                        while True:
                            i += 1
                            event("e%d" % i)
                        """);
        EventSource source = connector.events().orElseThrow();

        assertThatThrownBy(
                        () ->
                                source.subscribe(
                                        Stage.subscription(),
                                        new HeardSink("never", source::acknowledged)))
                .isInstanceOf(Timeout.class);
    }

    @Test
    @Proves({"FL-33", "TU-45"})
    void aSecretInAPayloadIsTakenOutAndSaidAndTheDigestIsOfWhatWasTold() {
        List<String> heard =
                heard(
                        "event after",
                        """
                        token = json.loads(sys.stdin.readline())["secrets"]["token"]
                        hello()
                        event("e1", key=token, payload={"message": "it is " + token, token: [token]})
                        say("noise " + token)
                        event("after")
                        sys.stdin.read()
                        """);

        assertThat(heard)
                .element(1)
                .isEqualTo(
                        "event e1 message key=[REDACTED] {\"message\":\"it is [REDACTED]\",\"[REDACTED]\":[\"[REDACTED]\"]} told=64");
        assertThat(heard)
                .as("said before what it is about, so that both are kept or none")
                .element(0)
                .isEqualTo("notice secret_in_output");
        assertThat(heard).element(2).isEqualTo("notice secret_in_output");
        assertThat(heard)
                .element(3)
                .asString()
                .startsWith("unusable not_json")
                .endsWith("noise [REDACTED]");
        assertThat(String.join("", heard)).doesNotContain(Stage.TOKEN);
    }

    @Test
    @Proves({"TU-44", "TU-45"})
    void aSecretNeverBecomesWhatAnEventIsKnownByAndIsTakenOutOfAGap() {
        List<String> heard =
                heard(
                        "event after",
                        """
                        token = json.loads(sys.stdin.readline())["secrets"]["token"]
                        hello()
                        event("e-" + token)
                        event("e2", kind="k-" + token)
                        event("e3", cursor="c-" + token)
                        for turn in range(25):
                            say({"type": "checkpoint", "cursor": "c-" + token})
                        say({"type": "gap", "after": "c-" + token, "before": "c-9", "reason": "r " + token})
                        say({"type": "event", "id": "e-" + token, "payload": 7})
                        event("after")
                        sys.stdin.read()
                        """);

        assertThat(String.join("\n", heard)).doesNotContain(Stage.TOKEN);
        assertThat(heard).filteredOn(line -> line.startsWith("event ")).hasSize(1);
        assertThat(heard)
                .filteredOn(line -> line.startsWith("unusable secret_in_identity "))
                .hasSize(28);
        assertThat(heard).filteredOn("notice secret_in_output"::equals).hasSize(30);
        assertThat(heard).anyMatch(line -> line.startsWith("gap c-[REDACTED] c-9 "));
    }

    private static final String RENEWING =
            """
            line = json.loads(sys.stdin.readline())
            if op == "auth-ok":
                say({"ok": True, "account": line["secrets"]["token"][:5]})
                sys.exit(0)
            hello()
            say({"type": "secret", "name": "token", "value": "newer-value-81"})
            event("after")
            sys.stdin.read()
            """;

    @Test
    @Proves("FL-29")
    void aRenewedSecretIsWrittenWhereItsReferenceLeadsAndFoundThereByTheNextProcess()
            throws IOException {
        Path key = secretFile("older-value-80\n");
        stage.refer("file:" + key);

        subscribe(stage.speaks(RENEWING), new HeardSink("event after", event -> {}));
        stage.renewed = Stage.memory();

        assertThat(account(stage.again())).isEqualTo("newer");
        assertThat(Files.readString(key)).isEqualTo("newer-value-81\n");
        assertThat(Files.getPosixFilePermissions(key))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.writeString(key, "third-value-82");
        assertThat(account(stage.again())).isEqualTo("third");
    }

    @Test
    @Proves("FL-29")
    void aRenewedSecretOfAVariableIsGivenToEveryRunOfThisProcessAndSaidToEndWithIt() {
        subscribe(stage.speaks(RENEWING), new HeardSink("event after", event -> {}));

        assertThat(account(stage.again())).isEqualTo("newer");
        assertThat(stage.notes).anyMatch(note -> note.contains("lost when Stile ends"));
        stage.renewed = Stage.memory();
        assertThat(account(stage.again())).isEqualTo(Stage.TOKEN.substring(0, 5));
    }

    private static String account(ProcessConnector connector) {
        AuthAnswer answer = connector.probe(Deadline.after(Duration.ofSeconds(60)));
        return answer instanceof AuthAnswer.Good good ? good.account().orElse("") : answer + "";
    }

    private Path secretFile(String text) throws IOException {
        Path key =
                Files.createFile(
                        folder.resolve("key"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(key, text);
    }

    @Test
    @Proves("FL-29")
    void aRenewedSecretIsKnownToTheRedactorAndGivenFromThenOn() {
        ProcessConnector connector =
                stage.speaks(
                        """
                        line = json.loads(sys.stdin.readline())
                        if op == "auth-ok":
                            say("true" if line["secrets"]["token"] == "renewed-value-81" else "false")
                            sys.exit(0)
                        hello()
                        say({"type": "secret", "name": "token", "value": "renewed-value-81"})
                        event("e1", payload={"message": "now renewed-value-81"})
                        say({"type": "secret", "name": "password", "value": "another-value-82"})
                        event("after", payload={"message": "and another-value-82"})
                        sys.stdin.read()
                        """);
        HeardSink sink = new HeardSink("event after", event -> {});

        subscribe(connector, sink);

        assertThat(sink.heard())
                .anyMatch(line -> line.contains("now [REDACTED]"))
                .anyMatch(line -> line.contains("and [REDACTED]"))
                .anyMatch(line -> line.startsWith("unusable secret_not_declared"))
                .noneMatch(line -> line.contains("another-value-82"));
        assertThat(connector.probe(dev.stile.api.call.Deadline.after(Duration.ofSeconds(60))))
                .isInstanceOf(dev.stile.flow.process.wire.AuthAnswer.Good.class);
    }

    @Test
    @Proves("FL-40")
    void aStreamOfProtocolZeroHasNoHelloAndNoSilenceAndNoNack() {
        stage.protocol = Program.Protocol.ZERO;
        stage.limits = CallLimits.standard();
        ProcessConnector connector =
                stage.runs(
                        """
                        first = sys.stdin.readline().strip()
                        event("e1", payload={"line": first})
                        event("e2", payload={"line": sys.stdin.readline().strip()})
                        say({"type": "checkpoint", "cursor": "c-9"})
                        sys.stdin.read()
                        """);
        EventSource source = connector.events().orElseThrow();
        HeardSink sink =
                new HeardSink("checkpoint c-9", event -> source.refused(event, "id_conflict"));

        source.subscribe(Stage.subscription(), sink);

        assertThat(sink.heard())
                .containsExactly(
                        "event e1 message {\"line\":\"{\\\"op\\\":\\\"subscribe\\\",\\\"connection\\\":\\\"weir-north\\\",\\\"cursor\\\":\\\"c-7\\\"}\"}",
                        "event e2 message {\"line\":\"{\\\"op\\\":\\\"ack\\\",\\\"cursor\\\":\\\"c-e1\\\",\\\"event_id\\\":\\\"e1\\\"}\"}",
                        "checkpoint c-9");
    }

    private List<String> heard(String last, String body) {
        HeardSink sink = new HeardSink(last, event -> {});
        subscribe(stage.speaks(body), sink);
        return sink.heard();
    }

    private static void subscribe(ProcessConnector connector, HeardSink sink) {
        connector.events().orElseThrow().subscribe(Stage.subscription(), sink);
    }

    private static boolean waited(CountDownLatch latch, Duration howLong) {
        try {
            return latch.await(howLong.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
