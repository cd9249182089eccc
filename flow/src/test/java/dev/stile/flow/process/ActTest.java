package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.ActionResult;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.Program;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.core.error.Failure;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
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
import java.util.List;

final class ActTest {
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
    @Proves({"FL-24", "FL-25"})
    void theProgramReadsOneLineAndItsAnswerBecomesTheResult() throws Exception {
        ActionResult result =
                Stage.act(
                        stage.speaks(
                                """
                                line = sys.stdin.read()
                                say({"success": True, "summary": "gate g2 at 40 %", "output": {"argv": sys.argv[1:], "line": json.loads(line)},
                                     "receipt": {"id": "mv-5512", "url": "https://weir.example/mv/5512"}})
                                """),
                        "g2");

        assertThat(Stage.shown(result.summary())).isEqualTo("gate g2 at 40 %");
        assertThat(Stage.shown(result.receipt().orElseThrow().id())).isEqualTo("mv-5512");
        assertThat(result.notes()).containsExactly("secret_in_output");
        String output = output(result);
        assertThat(output)
                .contains("\"argv\":[\"act\",\"weir-north\",\"open_gate\"]")
                .contains("\"op\":\"act\"", "\"protocol\":1", "\"idempotency_key\":\"st1-kq7wz4\"")
                .contains("\"attempt\":1", "\"settings\":{\"unit\":\"cm\"}", "\"deadline_ms\":")
                .contains("\"input\":{\"gate\":\"g2\",\"percent\":40}")
                .contains("\"secrets\":{\"token\":\"[REDACTED]\"}")
                .doesNotContain(Stage.TOKEN);
    }

    @Test
    @Proves("FL-15")
    void theProgramSeesAnAllowListOfTheEnvironmentAndItsStateFolder() throws Exception {
        String output =
                output(
                        Stage.act(
                                stage.speaks(
                                        "say({'e': dict(os.environ), 'cwd': os.getcwd(), 'mode': oct(os.stat('.').st_mode & 0o777),"
                                                + " 'tmp': oct(os.stat(os.environ['TMPDIR']).st_mode & 0o777)})"),
                                "g2"));

        Path state = folder.resolve("state/weir/weir-north");
        Json.JsonObject environment =
                (Json.JsonObject)
                        ((Json.JsonObject)
                                        new JsonReader()
                                                .read(
                                                        output.getBytes(
                                                                java.nio.charset.StandardCharsets
                                                                        .UTF_8)))
                                .get("e")
                                .orElseThrow();
        assertThat(environment.members().keySet())
                .containsExactlyInAnyOrder(
                        "PATH",
                        "LC_ALL",
                        "HOME",
                        "TMPDIR",
                        "WEIR_MODE",
                        "STILE_PROTOCOLS",
                        "STILE_CONNECTOR",
                        "STILE_CONNECTION",
                        "STILE_STATE_DIR",
                        "STILE_RUN_ID");
        assertThat(output)
                .contains("\"HOME\":\"" + state + "\"")
                .contains("\"cwd\":\"" + state.toRealPath() + "\"")
                .contains("\"mode\":\"0o700\"", "\"STILE_PROTOCOLS\":\"1\"");
    }

    @Test
    @Proves("FL-1")
    void aSecretThatNobodyAcceptedInAnEnvironmentIsNotPutThere() {
        stage.placement = new SecretPlacement.Variable("WEIR_TOKEN");
        stage.acceptsVariables = false;
        ProcessConnector weir = stage.speaks("say({'success': True})");

        assertThatThrownBy(() -> Stage.act(weir, "g2"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("environment");
    }

    @Test
    @Proves("FL-40")
    void aProgramOfProtocolZeroReadsTheInputAloneAndItsKeyFromTheEnvironment() throws Exception {
        stage.protocol = Program.Protocol.ZERO;
        stage.placement = new SecretPlacement.Variable("WEIR_TOKEN");
        String output =
                output(
                        Stage.act(
                                stage.runs(
                                        """
                                        say({"line": json.loads(sys.stdin.read()), "key": os.environ["STILE_IDEMPOTENCY_KEY"],
                                             "deadline": os.environ["STILE_DEADLINE"], "token": len(os.environ["WEIR_TOKEN"])})
                                        """),
                                "g2"));

        assertThat(output)
                .contains("\"line\":{\"gate\":\"g2\",\"percent\":40}")
                .contains("\"key\":\"st1-kq7wz4\"", "\"token\":" + Stage.TOKEN.length())
                .containsPattern("\"deadline\":\"20[0-9-]+T[0-9:.]+Z\"");
    }

    @Test
    @Proves("FL-24")
    void anInputThatDoesNotFitIsRefusedBeforeAnythingStarts() {
        ProcessConnector connector = stage.runs("open('started', 'w')");

        assertThatThrownBy(() -> Stage.act(connector, "bad"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("/gate");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    @Proves("FL-24")
    void anOutputThatDoesNotFitIsKeptAndSaid() throws Exception {
        ActionResult result =
                Stage.act(stage.speaks("say({'success': True, 'output': {'level': 'bad'}})"), "g2");

        assertThat(output(result)).isEqualTo("{\"level\":\"bad\"}");
        assertThat(result.notes()).containsExactly("output_invalid");
    }

    @ParameterizedTest
    @Proves("FL-25")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sys.exit(0) | null | open_gate completed
                    say('{"level": 1.50}') | {"level":1.50} | open_gate completed
                    say('[1, 2]') | [1,2] | open_gate completed
                    sys.stdout.write('{"success": true}') | null | open_gate completed
                    say('{"success": true, "output": [], "summary": "done", "later": {}}') | [] | done
                    """)
    void successHasManyForms(String body, String output, String summary) {
        ActionResult result = Stage.act(stage.speaks(body), "g2");

        assertThat(output(result)).isEqualTo(output);
        assertThat(Stage.shown(result.summary())).isEqualTo(summary);
    }

    @ParameterizedTest
    @Proves("FL-26")
    @ValueSource(
            strings = {
                "sys.exit(1)",
                "sys.exit(127)",
                "os.kill(os.getpid(), 9)",
                "say('{\"success\": true}'); sys.exit(1)",
                "say('{\"success\": true}'); sys.exit(75)",
                "say('{\"success\": true}'); say('{\"success\": false}')",
                "say('not json')",
                "say('{\"success\": \"yes\"}')",
                "say('{\"success\": true, \"success\": true}')",
                "sys.stdout.write('{\"success\": tr'); sys.stdout.flush()",
                "sys.stdout.buffer.write(b'{\"summary\": \"\\xff\"}\\n')",
                "say('{\"success\": true, \"outcome\": \"unknown\"}')",
                "say('{\"success\": false, \"code\": \"outcome_unknown\"}')",
                "say('[' * 70 + ']' * 70)",
            })
    void whatIsNoDefiniteAnswerIsUnknownForAnEffect(String body) {
        assertThatThrownBy(() -> Stage.act(stage.speaks(body), "g2"))
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    @Proves("FL-26")
    void withoutAnEffectItIsAFailureThatMayBeTriedAgain() {
        stage.effect = false;

        assertThatThrownBy(() -> Stage.act(stage.speaks("sys.exit(1)"), "g2"))
                .isInstanceOf(Unavailable.class)
                .extracting(error -> ((StileException) error).retry())
                .isInstanceOf(Retry.AfterDelay.class);
    }

    @Test
    @Proves({"FL-17", "FL-26"})
    void aProgramThatHangsIsUnknownInTimeAndLeavesNothing() throws Exception {
        CallLimits patient = stage.limits;
        CallLimits hurried = limits(Duration.ofSeconds(2));

        for (String body :
                List.of(
                        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nif os.fork() == 0:\n    os.setsid()\ntime.sleep(1000)",
                        "os.close(1)\ntime.sleep(1000)",
                        "while True:\n    sys.stderr.write('x' * 1000)")) {
            stage.limits = patient;
            ProcessConnector connector = stage.known(stage.speaks(body), hurried);
            assertThatThrownBy(() -> Stage.act(connector, "g2"))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("in time");
            assertThat(stage.processes()).isEmpty();
        }
        assertThat(stage.children.runningCount()).isZero();
    }

    @Test
    @Proves("FL-26")
    void aWholeAnswerCountsThoughTheProgramDoesNotEnd() {
        ProcessConnector patient =
                stage.speaks("say({'success': True, 'summary': 'done'})\ntime.sleep(1000)");

        ActionResult result = Stage.act(stage.known(patient, limits(Duration.ofSeconds(15))), "g2");

        assertThat(Stage.shown(result.summary())).isEqualTo("done");
        assertThat(result.notes()).containsExactly("answer_before_end");
    }

    @Test
    @Proves("FL-26")
    void aWholeAnswerCountsThoughSomethingHoldsTheOutputOpen() throws Exception {
        stage.times = stage.settling(Duration.ofSeconds(5));
        ActionResult result =
                Stage.act(
                        stage.speaks(
                                "say({'success': True})\nheard(1)\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)"),
                        "g2");

        assertThat(result.notes()).containsExactly("answer_before_end");
        assertThat(stage.processes()).isEmpty();
    }

    @Test
    @Proves({"FL-16", "FL-25", "FL-26"})
    void sayingNothingIsNoAnswerWhileSomethingHoldsTheOutputOpen() throws Exception {
        stage.times = stage.settling(Duration.ofSeconds(1));
        String forks = "if os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)\n";

        assertThatThrownBy(() -> Stage.act(stage.speaks(forks), "g2"))
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessageContaining("held open");
        assertThatThrownBy(() -> Stage.act(stage.speaks(forks + "sys.exit(69)"), "g2"))
                .as("a code that says that it was not performed is definite")
                .isInstanceOf(Unavailable.class);
        assertThat(stage.processes()).isEmpty();
        stage.effect = false;
        assertThatThrownBy(() -> Stage.act(stage.speaks(forks), "g2"))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    @Proves("FL-24")
    void aProgramThatEndsWithoutReadingIsJudgedByItsAnswer() {
        ActionResult result =
                Stage.act(
                        stage.speaks("os.close(0)\nsay({'success': True})"), "g".repeat(1_000_000));

        assertThat(result.notes()).isEmpty();
    }

    @Test
    @Proves("FL-18")
    void moreThanEightMegabytesAreNotTaken() {
        assertThatThrownBy(
                        () ->
                                Stage.act(
                                        stage.speaks(
                                                "while True:\n    sys.stdout.write('x' * 65536 + '\\n')"),
                                        "g2"))
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessageContaining("too much");
    }

    private static CallLimits limits(Duration act) {
        return new CallLimits(Duration.ofSeconds(60), act, Duration.ofSeconds(60), 64 * 1024, 64);
    }

    private static String output(ActionResult result) {
        return result.output()
                .map(json -> new JsonWriter().text(json))
                .sanitise(Sanitizers.log(100_000))
                .value();
    }
}
