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

/** What is refused says what is the matter, and a next command that leads out of it. */
final class FlowAnswersTest {
    private static final String COMMENT =
            "act sim comment --set project=demo --set id=3 --key k-1 --set text=";

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"FL-45", "FL-97"})
    void whatWasDisabledIsEnabledAndNotProbed() {
        assertThat(cli.type("connection disable sim").exit()).isZero();

        Cli.Ran refused = cli.type(COMMENT + "a");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains("[STL-6030]", "  stile connection enable sim")
                .doesNotContain("connection probe");
        assertThat(cli.type("connection enable sim").exit()).isZero();
        assertThat(cli.type(COMMENT + "a").exit()).isZero();
    }

    @Test
    @Proves({"FL-71", "FL-97"})
    void aKeyThatIsUsedNamesItsEntryAsItIsTyped() {
        assertThat(cli.type(COMMENT + "a").exit()).isZero();

        Cli.Ran refused = cli.type(COMMENT + "b");

        assertThat(refused.exit()).isEqualTo(7);
        assertThat(refused.err())
                .contains("the key k-1 belongs to ob-1", "  stile outbox show ob-1");
    }

    @Test
    @Proves({"FL-83", "FL-97"})
    void aReceiverOfNobodyIsNoWeakSecretAndAnOverlapIsWrittenAsInRules() {
        cli.with("HOOK", "short").with("LONG", "a-long-secret-of-32-characters-here");
        Cli.Ran nobody = cli.type("webhook add nobody --secret env:HOOK");
        assertThat(nobody.exit()).as(nobody.err()).isEqualTo(8);
        assertThat(nobody.err()).contains("nobody").doesNotContain("weak");

        Cli.Ran added = cli.type("webhook add sim --preset github --secret env:LONG");
        assertThat(added.exit()).as(added.err()).isZero();
        for (String overlap : new String[] {"5s", "2h", "PT1H"}) {
            Cli.Ran ran = cli.type("webhook rotate sim --overlap " + overlap);
            assertThat(ran.exit()).as(ran.err()).isZero();
        }
        for (String wrong : new String[] {"soon", "-PT1H"}) {
            Cli.Ran ran = cli.type("webhook rotate sim --overlap=" + wrong);
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("45s", "  stile webhook rotate --help");
        }
    }

    @Test
    @Proves({"FL-1", "FL-2", "FL-97"})
    void whatMayNotBeMeantInATemplateIsAWarningAndAFaultOfAllOfItIsOne() throws IOException {
        assertThat(cli.type("skeleton python pond").exit()).isZero();
        Path template = folder.resolve("pond/template.yaml");
        Files.writeString(template, Files.readString(template) + "moon_phase: full\n");

        assertThat(cli.type("connector check pond/template.yaml --json").out())
                .contains("\"warnings\":[{", "\"code\":\"template_doubtful\"", "/moon_phase");
        Cli.Ran told = cli.type("connector check pond/template.yaml");
        assertThat(told.exit()).isZero();
        assertThat(told.err()).contains("warning: ", "/moon_phase", "[STL-6413]");

        Files.writeString(template, "[1]");
        Cli.Ran refused = cli.type("connector check pond/template.yaml");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("the document: ");
        assertThat(cli.type("connector check pond/template.yaml --json").out())
                .contains("\"path\":\"\"")
                .doesNotContain("\"path\":\"/\"");
    }

    @Test
    @Proves("FL-1")
    void aSettingIsHeldToThePatternOfItsTemplate() throws IOException {
        assertThat(cli.type("skeleton python pond").exit()).isZero();
        Path template = folder.resolve("pond/template.yaml");
        String text = Files.readString(template);
        Files.writeString(
                template,
                text.replaceFirst("(source: *\\{)", "$1pattern: \"^/[^ ]+\\\\\\\\.txt\\$\", "));
        assertThat(Files.readString(template)).isNotEqualTo(text);
        Cli.Ran added = cli.type("connector add pond/template.yaml");
        assertThat(added.exit()).as(added.err()).isZero();
        String connect = "connect file-lines --offline --set source=";

        Cli.Ran refused = cli.type(connect + folder.resolve("source.csv"));

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("source", "does not fit the pattern ^/");
        assertThat(refused.err()).contains("leave it out by --set source=");
        Cli.Ran made = cli.type(connect + folder.resolve("source.txt"));
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(cli.type("connection set file-lines source=elsewhere --offline").exit())
                .isEqualTo(2);
    }

    @Test
    @Proves("FL-1")
    void aSettingThatIsNeededIsNotToBeLeftOut() throws IOException {
        assertThat(cli.type("skeleton python pond").exit()).isZero();
        Path template = folder.resolve("pond/template.yaml");
        String text = Files.readString(template);
        Files.writeString(
                template,
                text.replaceFirst(
                        "(source: *\\{)(.*)required: false",
                        "$1pattern: \"^/\", $2required: true"));
        assertThat(cli.type("connector add pond/template.yaml").exit()).isZero();

        Cli.Ran refused = cli.type("connect file-lines --offline --set source=lines.csv");

        assertThat(refused.err())
                .contains("give it as in --set source=VALUE")
                .doesNotContain("leave it out");
    }
}
