package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** An earlier release took an action without a recipient, for which this one asks. */
@Proves("FL-1")
final class LeftOutActionTest {
    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void upgrade() {
        cli = new Cli(folder);
        assertThat(cli.type("skeleton python pond").exit()).isZero();
        assertThat(cli.type("connector add pond/template.yaml").exit()).isZero();
        assertThat(
                        cli.type(
                                        "connect file-lines --offline --set source="
                                                + folder.resolve("source.txt"))
                                .exit())
                .isZero();
        cli.store(
                "UPDATE template SET sha256 = 'older',"
                        + " document = replace(document, 'local_write', 'external_message_send')");
    }

    @Test
    void actingOnItSaysWhatIsWrongAndHowItIsMendedAndTheRestGoesOn() {
        Cli.Ran refused = cli.type("act file-lines append --set text=hi");

        assertThat(refused.exit()).as(refused.err()).isEqualTo(6);
        assertThat(refused.err())
                .contains(
                        "[STL-6320]",
                        "/actions/append names no recipient",
                        "  stile connector add FILE");
        assertThat(cli.type("connection show file-lines").out())
                .doesNotContain("connector_disabled");
        assertThat(cli.type("connector list").out()).contains("file-lines  0.1.0  user");
        assertThat(cli.type("act file-lines apend --set text=hi").err()).contains("[STL-6302]");
    }
}
