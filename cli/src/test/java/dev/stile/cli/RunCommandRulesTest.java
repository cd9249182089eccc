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

/** Rules that run a program, from what their author is told to what they do. */
final class RunCommandRulesTest {
    private static final String ECHO =
            """
            slug: urgent
            source: { connections: [sim], kinds: [record.updated] }
            do: { run_command: { argv: [/bin/echo, "{{ /message }}"] } }
            """;
    private static final String TEST = "rule test urgent.yaml --kind record.updated --payload ";

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
        Files.writeString(folder.resolve("urgent.yaml"), ECHO);
        Files.writeString(folder.resolve("plain.json"), "{\"message\":\"urgent\"}");
        Files.writeString(folder.resolve("dash.json"), "{\"message\":\"--urgent\"}");
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"FL-61", "FL-72"})
    void aProgramThatNothingGrantsIsToldBeforeADeliveryDiesOfItWithTheLineThatGrantsIt() {
        Cli.Ran tried = cli.type(TEST + "plain.json");
        assertThat(tried.out()).contains("problem: the rule urgent may not run /bin/echo");
        Cli.Ran added = cli.type("rule add urgent.yaml");
        assertThat(added.exit()).as(added.err()).isZero();
        assertThat(added.err())
                .contains("warning: the rule urgent may not run /bin/echo [STL-6213]")
                .contains("next: stile policy grant --subject rule:urgent --connection local");

        Cli.Ran granted = cli.type(WatchedDemo.found("  stile (policy grant .*)\n", tried.out()));

        assertThat(granted.exit()).as(granted.err()).isZero();
        assertThat(granted.err()).doesNotContain("warning");
        assertThat(cli.type(TEST + "plain.json").out()).doesNotContain("problem");
        assertThat(cli.type("rule apply urgent.yaml").err()).doesNotContain("warning");
        demo.watch();
        demo.rename("urgent: fire");
        demo.takeEvents();
        String deliveries = cli.type("delivery list").out();
        assertThat(deliveries).startsWith("1  done");
        assertThat(
                        cli.type(
                                        "rule explain urgent "
                                                + WatchedDemo.found("sim/(\\S+)", deliveries))
                                .out())
                .contains("urgent: match")
                .doesNotContain("problem");
    }

    @Test
    @Proves("FL-72")
    void anArgumentThatTheDeliveryWouldDieOfIsToldToWhoeverTriesTheRule() {
        cli.type(
                "policy grant --subject rule:urgent --connection local --action run_command"
                        + " --recipient /bin/echo --decision allow --per-hour 30 --expires 2031-01-01");

        assertThat(cli.type(TEST + "dash.json").out())
                .contains("problem: a value cannot be an argument: ", "dash");
        assertThat(cli.type(TEST + "dash.json --json").out())
                .contains("\"problem\":\"a value cannot be an argument");
    }

    @Test
    void aGrantOnAConnectionThatNobodyMadeIsWarnedOf() {
        Cli.Ran granted =
                cli.type(
                        "policy grant --subject rule:urgent --connection sum --action comment"
                                + " --decision refuse");

        assertThat(granted.exit()).isZero();
        assertThat(granted.err())
                .contains("warning: there is no connection sum yet", "did you mean sim?", "local");
    }

    @Test
    @Proves("FL-63")
    void anActionThatCannotBeReadIsToldByItsOwnFaultsAlone() throws IOException {
        Files.writeString(
                folder.resolve("urgent.yaml"),
                ECHO.replaceFirst("do: .*", "do: { file_append: { file: f, contnt: x } }"));

        Cli.Ran refused = cli.type("rule add urgent.yaml");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("contnt").doesNotContain("graphs are not run");
    }
}
