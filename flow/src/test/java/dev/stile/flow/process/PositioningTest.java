package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Cursor;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@Proves("FL-58")
final class PositioningTest {
    private static final String OFFER =
            """
            if op == 'hello':
                hello(operations=['auth-ok', 'subscribe', 'position'])
                sys.exit(0)
            """;

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

    private static Optional<PositionedProgram.Veto> veto(
            ProcessConnector program, Optional<Cursor> cursor, String start) {
        return program.veto(cursor, start, Deadline.after(Duration.ofSeconds(60)));
    }

    @Test
    void aProgramThatOffersItIsToldThePlaceAndMayRefuseItWithAReason() {
        ProcessConnector program =
                stage.runs(
                        OFFER
                                + """
                                asked = json.loads(sys.stdin.readline())
                                assert sys.argv[1:] == ['position', 'weir-north'] and asked['op'] == 'position'
                                assert asked['secrets']['token'] and asked['settings'] == {'unit': 'cm'}
                                if asked['start'] == 'cursor':
                                    say({'ok': False, 'detail': asked['cursor'] + ' expired, ' + asked['secrets']['token']})
                                else:
                                    say({'ok': 'cursor' not in asked and asked['start'] == 'beginning'})
                                """);

        PositionedProgram.Veto veto =
                veto(program, Optional.of(new Cursor("c-7")), "cursor").orElseThrow();

        assertThat(veto.why()).isEqualTo("its program says no");
        assertThat(Stage.shown(veto.said().orElseThrow()))
                .contains("c-7 expired")
                .doesNotContain(Stage.TOKEN);
        assertThat(veto(program, Optional.empty(), "beginning")).isEmpty();
        assertThat(veto(program, Optional.empty(), "now")).isPresent();
    }

    @Test
    void aProgramThatDoesNotOfferItIsNotAsked() {
        ProcessConnector program = stage.speaks("raise SystemExit(3)");

        assertThat(veto(program, Optional.of(new Cursor("c-7")), "cursor")).isEmpty();
    }

    @Test
    void noAnswerIsNoYes() {
        ProcessConnector program = stage.runs(OFFER + "sys.exit(3)");

        assertThat(veto(program, Optional.empty(), "now"))
                .hasValueSatisfying(
                        veto -> assertThat(veto.why()).contains("gave no answer", "code 3"));
    }
}
