package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Program;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.flow.process.child.StopTimes;
import dev.stile.flow.process.wire.AuthAnswer;
import dev.stile.flow.process.wire.Hello;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

final class GreetingTest {
    @TempDir Path folder;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    @Proves("FL-20")
    void aHelloIsReadAndWhatIsUnknownInItIsIgnored() {
        Hello hello =
                hello(
                        stage.runs(
                                """
                                assert sys.stdin.read() == "" and os.environ["STILE_PROTOCOLS"] == "1"
                                hello(later={"x": 1}, limits={"max_line_bytes": 4096, "silence_seconds": 60, "more": 1})
                                """));

        assertThat(hello.protocol()).isEqualTo(1);
        assertThat(hello.operations()).contains("auth-ok", "act", "subscribe", "reconcile");
        assertThat(hello.limits().maxLineBytes()).contains(4096);
        assertThat(hello.limits().silence()).contains(Duration.ofSeconds(60));
    }

    @Test
    @Proves("FL-6")
    void itsHelloSaysWhetherAProgramTellsEventsAndOneWithoutHelloDoes() {
        assertThat(
                        stage.runs("hello(operations=['auth-ok', 'act'])")
                                .offersEvents(Deadline.after(Duration.ofSeconds(60))))
                .isFalse();
        assertThat(
                        stage.runs("hello(operations=['subscribe'])")
                                .offersEvents(Deadline.after(Duration.ofSeconds(60))))
                .isTrue();
        stage.protocol = Program.Protocol.ZERO;
        assertThat(stage.runs("sys.exit(3)").offersEvents(Deadline.after(Duration.ofSeconds(60))))
                .isTrue();
    }

    @ParameterizedTest
    @Proves("FL-21")
    @ValueSource(
            strings = {
                "sys.exit(2)",
                "say('usage: weir act')",
                "hello(); sys.exit(1)",
                "hello(); hello()",
                "pass",
                "say({'type': 'hello', 'protocol': 7})"
            })
    void aProgramWithoutProperHelloIsOfProtocolZeroUnlessItsTemplateSaysOne(String body) {
        assertThat(hello(stage.runs(body)).protocol()).isZero();

        stage.protocol = Program.Protocol.ONE;
        assertThatThrownBy(() -> hello(stage.runs(body)))
                .isInstanceOfAny(Unavailable.class, Malformed.class);
    }

    @Test
    @Proves("FL-21")
    void aProgramThatOnceSpokeOneIsNeverTakenForAnOlderOne() {
        assertThat(hello(stage.speaks("")).protocol()).isEqualTo(1);

        assertThatThrownBy(() -> hello(stage.runs("sys.exit(2)"))).isInstanceOf(Unavailable.class);
    }

    @Test
    @Proves("FL-21")
    void aKnownProgramIsNotAskedAgainUntilItChanges() {
        String counting = "open(os.environ['HOME'] + '/asked', 'a').write('x')\nhello()";
        ProcessConnector connector = stage.runs(counting);
        hello(connector);
        hello(connector);
        assertThat(folder.resolve("state/weir/weir-north/asked")).hasContent("x");

        hello(stage.runs(counting + "\n# changed"));
        assertThat(folder.resolve("state/weir/weir-north/asked")).hasContent("xx");
    }

    @Test
    @Proves("FL-20")
    void aProgramThatHangsAtHelloIsEndedInTime() throws Exception {
        stage.protocol = Program.Protocol.ONE;
        stage.times =
                new HostTimes(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        new StopTimes(Duration.ofMillis(100), Duration.ofMillis(100)));

        assertThatThrownBy(() -> hello(stage.runs("time.sleep(1000)")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("in time");
        assertThat(stage.processes()).isEmpty();
    }

    @Test
    void whatAProgramDoesNotOfferIsNotAskedOfIt() {
        ProcessConnector connector =
                stage.runs("say({'type': 'hello', 'protocol': 1, 'operations': ['subscribe']})");

        assertThatThrownBy(() -> Stage.act(connector, "g2")).isInstanceOf(NotSupported.class);
    }

    @ParameterizedTest
    @Proves({"FL-22", "FL-23"})
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    say('true') | Good
                    say('  TRUE ') | Good
                    sys.stdout.write('true') | Good
                    say('{"ok": true, "account": "pond", "scopes": ["read"]}') | Good
                    say('{"ok": true, "success": true}') | Good
                    say('False') | Broken
                    say('{"success": false}') | Broken
                    sys.exit(77) | Broken
                    say('false'); sys.exit(77) | Broken
                    say('true'); sys.exit(77) | Unclear
                    say('true'); sys.exit(1) | Unclear
                    say('false'); sys.exit(1) | Unclear
                    say('{"ok": true, "success": false}') | Unclear
                    say('{"ok": "true"}') | Unclear
                    say('yes') | Unclear
                    say('true'); say('false') | Unclear
                    sys.exit(0) | Unclear
                    sys.exit(69) | Unclear
                    os.kill(os.getpid(), 11) | Unclear
                    """)
    void aProbeHasThreeResults(String body, String result) {
        AuthAnswer answer = stage.speaks(body).probe(Deadline.after(Duration.ofSeconds(60)));

        assertThat(answer.getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    @Proves("FL-22")
    void aProbeGivesSettingsAndSecretsInOneLine() {
        AuthAnswer answer =
                stage.speaks(
                                """
                                line = json.loads(sys.stdin.read())
                                say({"ok": line["secrets"]["token"].startswith("canary") and line["settings"] == {"unit": "cm"}
                                     and line["op"] == "auth-ok" and sys.argv[1:] == ["auth-ok", "weir-north"],
                                     "account": "pond " + line["secrets"]["token"]})
                                """)
                        .probe(Deadline.after(Duration.ofSeconds(60)));

        assertThat(answer).isInstanceOf(AuthAnswer.Good.class);
        assertThat(((AuthAnswer.Good) answer).account()).contains("pond [REDACTED]");
    }

    @Test
    @Proves("FL-40")
    void aProbeOfProtocolZeroReadsNothing() {
        stage.protocol = Program.Protocol.ZERO;

        assertThat(
                        stage.runs("say('true' if sys.stdin.read() == '' else 'false')")
                                .probe(Deadline.after(Duration.ofSeconds(60))))
                .isInstanceOf(AuthAnswer.Good.class);
    }

    private static Hello hello(ProcessConnector connector) {
        return connector.hello(Deadline.after(Duration.ofSeconds(60)));
    }
}
