package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;

/** An earlier release kept a block of a template without reading it, which this one refuses. */
@Proves({"FL-1", "GH-36"})
final class UnreadableTemplateTest {
    private static final String BAD = "\ngithost: {type: hosting}\n";

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void upgrade() throws Exception {
        cli = new Cli(folder);
        done("skeleton python pond");
        done("connector add pond/template.yaml");
        done("connect file-lines --set source=" + folder.resolve("source.txt") + " --offline");
        try (Connection store =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + cli.home().resolve("stile.db"));
                PreparedStatement change =
                        store.prepareStatement(
                                "UPDATE template SET document = document || ?, sha256 = 'older'")) {
            change.setString(1, BAD);
            change.executeUpdate();
        }
    }

    private String done(String line) {
        Cli.Ran ran = cli.type(line);
        assertThat(ran.exit()).as(line + ": " + ran.err()).isZero();
        return ran.out();
    }

    @Test
    void itIsListedWithWhatIsWrongAndDisablesNothingElse() {
        assertThat(done("connector list"))
                .contains(
                        "file-lines  not used",
                        "/githost/type: ",
                        "; correct its file in "
                                + folder.resolve("pond")
                                + " and give that to stile connector add [STL-6411]",
                        "github  ")
                .doesNotContain("next: stile connector add");
        assertThat(done("connector list --json")).contains("\"slug\":\"file-lines\",\"error\":");
        assertThat(done("connection list")).contains("file-lines  file-lines");
        assertThat(done("connection show file-lines"))
                .contains("health      offline (connector_disabled)");
    }

    @Test
    void theDoctorNamesItWithItsCodeAndTheNextCommand() {
        Cli.Ran ran = cli.type("doctor --offline");

        assertThat(ran.out())
                .containsPattern(
                        "warn +connector file-lines: the connector file-lines is not used: .*"
                                + "\\[STL-6411]\n"
                                + " +fix: stile connector list\n");
        done("connector add pond/template.yaml");
        assertThat(cli.type("doctor --offline").out()).doesNotContain("connector file-lines");
    }

    @Test
    void itsRemovalIsToldOnceItIsNotRefused() {
        assertThat(done("connector list")).doesNotContain("connector remove");
        assertThat(cli.type("connector remove file-lines").exit()).isEqualTo(7);

        done("connection delete file-lines");

        assertThat(done("connector list")).contains("    next: stile connector remove file-lines");
        assertThat(cli.type("doctor --offline").out())
                .contains("fix: stile connector remove file-lines\n");
        done("connector remove file-lines");
        assertThat(done("connector list")).doesNotContain("file-lines");
    }

    @Test
    void itIsRefusedByItsReasonUntilItIsRegisteredAnew() {
        for (String line : List.of("connector show file-lines", "connection probe file-lines")) {
            Cli.Ran ran = cli.type(line);
            assertThat(ran.exit()).as(line + ran.err()).isEqualTo(6);
            assertThat(ran.err()).contains("[STL-6411]", "/githost/type: ", "Fix: Correct");
        }

        done("connector add pond/template.yaml");

        assertThat(done("connector list")).doesNotContain("not used  the connector file-lines");
        assertThat(done("connection show file-lines")).doesNotContain("connector_disabled");
    }
}
