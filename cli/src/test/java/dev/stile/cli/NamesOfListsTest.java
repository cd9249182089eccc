package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lists of a connection or a rule that nobody has. */
final class NamesOfListsTest {
    private static final List<String> OF_CONNECTIONS =
            List.of(
                    "event list --connection",
                    "event list --follow --connection",
                    "event follow",
                    "event quarantine list --connection",
                    "audit list --connection");

    private static final List<String> OF_RULES =
            List.of("delivery list --rule", "delivery dead --rule");

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
        assertThat(cli.type("rule add urgent.yaml").exit()).isZero();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    private void fails(String line, String code, String words) {
        Cli.Ran ran = cli.type(line);
        assertThat(ran.exit()).as(line).isEqualTo(8);
        assertThat(ran.err()).as(line).contains("[" + code + "]", words);
        assertThat(ran.out()).as(line).isEmpty();
    }

    @Test
    @Proves("FL-97")
    void aListOfANameThatNobodyHasIsAnErrorWithTheNearestName() {
        for (String line : OF_CONNECTIONS) {
            fails(line + " sin", "STL-1002", "did you mean sim?");
        }
        for (String line : OF_RULES) {
            fails(line + " urgnt", "STL-6101", "did you mean urgent?");
        }
        assertThat(cli.type("event list --connection nobody --json").out())
                .startsWith("{\"ok\":false,\"error\":{\"code\":\"unknown_connection\"");
    }

    @Test
    @Proves("FL-97")
    void aListInWhichNothingIsOfANameThatSomebodyHasIsEmpty() {
        for (String line :
                List.of(
                        "event list --connection sim --kind never",
                        "event list --connection stile",
                        "event quarantine list --connection stile",
                        "audit list --connection sim --since 2400-01-01T00:00:00Z",
                        "delivery list --rule urgent",
                        "delivery dead --rule urgent")) {
            Cli.Ran ran = cli.type(line);
            assertThat(ran.exit()).as(line + ran.err()).isZero();
            assertThat(ran.out()).as(line).isEmpty();
        }
    }

    @Test
    @Proves("FL-97")
    void whatIsGoneIsListedByItsName() throws IOException {
        Files.writeString(folder.resolve("p.json"), "{\"message\":\"urgent: fire\"}");
        cli.type("event emit sim --kind record.updated --rule urgent --id e-1 --file p.json");
        assertThat(cli.type("connection delete sim --with-rules").exit()).isZero();

        assertThat(cli.type("event list --connection sim").out()).isNotEmpty();
        assertThat(cli.type("event list --connection sim --kind never").exit()).isZero();
        assertThat(cli.type("audit list --connection sim").out()).isNotEmpty();
        assertThat(cli.type("delivery list --rule urgent").out()).contains("urgent");
        assertThat(cli.type("delivery dead --rule urgent").exit()).isZero();
        fails("event quarantine list --connection sim", "STL-1002", "no connection sim");
    }
}
