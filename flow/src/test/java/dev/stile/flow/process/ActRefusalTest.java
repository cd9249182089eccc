package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.action.Reconciliation;
import dev.stile.api.connector.Program;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What was not done, and what became of what nobody knows. */
final class ActRefusalTest {
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

    @ParameterizedTest
    @Proves({"FL-19", "FL-25"})
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sys.exit(64) | invalid | AfterUserAction
                    sys.exit(65) | invalid | AfterUserAction
                    sys.exit(69) | unavailable | AfterDelay
                    sys.exit(75) | unavailable | AfterDelay
                    sys.exit(77) | auth | AfterUserAction
                    say('{"success": false}') | unavailable | No
                    say('{"success": false, "retryable": true}') | unavailable | AfterDelay
                    say('{"success": false, "code": "permission"}') | permission | AfterUserAction
                    say('{"success": false, "code": "unavailable"}') | unavailable | No
                    say('{"success": false, "code": "unavailable", "retryable": true}') | unavailable | AfterDelay
                    say('{"success": false, "code": "rate_limited", "retryable": true}') | rate_limited | AfterDelay
                    say('{"success": false, "code": "not_found", "error": 7}') | not_found | No
                    say('{"success": false, "code": "a new word"}') | unavailable | No
                    say('{"success": false}'); sys.exit(77) | auth | AfterUserAction
                    say('{"success": false}'); sys.exit(65) | invalid | AfterUserAction
                    say('{"success": false}'); sys.exit(75) | unavailable | No
                    say('{"success": false, "code": "not_found"}'); sys.exit(77) | not_found | No
                    say('{"success": false, "code": "auth"}'); sys.exit(1) | auth | AfterUserAction
                    """)
    void aRefusalIsDefinite(String body, String code, String retry) {
        ConnectorException refused =
                catchThrowableOfType(
                        ConnectorException.class, () -> Stage.act(stage.speaks(body), "g2"));

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.retry().getClass().getSimpleName()).isEqualTo(retry);
    }

    @Test
    @Proves("FL-25")
    void aRefusalNamesTheFieldAndItsWordsStayApart() {
        assertThatThrownBy(
                        () ->
                                Stage.act(
                                        stage.speaks(
                                                "say({'success': False, 'code': 'invalid', 'field': '/gate', 'error': 'gate is locked'})"),
                                        "g2"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("/gate")
                .hasMessageNotContaining("locked");
    }

    @Test
    @Proves("FL-36")
    void anErrorCarriesTheEndOfStderrWithoutSecrets() {
        StileException error =
                catchThrowableOfType(
                        StileException.class,
                        () ->
                                Stage.act(
                                        stage.speaks(
                                                """
                                                token = json.loads(sys.stdin.read())["secrets"]["token"]
                                                sys.stderr.write("x" * 5000 + "\\nusing " + token + " in vain\\n")
                                                sys.exit(1)
                                                """),
                                        "g2"));

        assertThat(Stage.shown(error.remoteText().orElseThrow()))
                .contains("using [REDACTED] in vain")
                .hasSizeLessThan(2200);
        assertThat(stage.notes).anyMatch(note -> note.contains("using [REDACTED] in vain"));
        assertThat(stage.notes).noneMatch(note -> note.contains(Stage.TOKEN));
    }

    @Test
    @Proves("FL-16")
    void aProgramThatIsNotThereDidNotRun() {
        stage.protocol = Program.Protocol.ZERO;

        assertThatThrownBy(() -> Stage.act(stage.open(List.of("no-such-program")), "g2"))
                .isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @Proves("FL-27")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"found": true, "output": {"percent": 40}, "receipt": {"id": "mv-5512"}} | Found
                    {"found": false, "authoritative": true} | Absent
                    {"found": false} | CannotTell
                    {"found": null} | CannotTell
                    {"found": "yes"} | CannotTell
                    nothing | CannotTell
                    """)
    void onlyADefiniteWordSettlesAnUnknownOutcome(String answer, String kind) throws Exception {
        ProcessConnector connector =
                stage.speaks(
                        """
                        open(os.environ["STILE_STATE_DIR"] + "/line", "w").write(sys.stdin.read())
                        say('''%s''')
                        """
                                .formatted(answer));

        Reconciliation found =
                connector
                        .actions()
                        .orElseThrow()
                        .reconcile(
                                Stage.call("g2"),
                                Instant.parse("2026-05-04T06:20:30Z"),
                                Stage.soon());

        assertThat(found.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(Files.readString(folder.resolve("state/weir/weir-north/line")))
                .contains("\"op\":\"reconcile\"", "\"attempted_at\":\"2026-05-04T06:20:30Z\"");
    }
}
