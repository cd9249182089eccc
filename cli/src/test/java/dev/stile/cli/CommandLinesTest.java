package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Code;
import dev.stile.core.error.Explanation;
import dev.stile.core.error.RecoveryLine;
import dev.stile.core.error.RemoteWords;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be typed, what the help says of it, and what wrong lines are told. */
final class CommandLinesTest {
    @TempDir private Path folder;

    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry(
                            "command",
                            "stile connect sim work --set base_url=https://tracker.example"),
                    Map.entry("described", "described=9f2c1a0b77de"),
                    Map.entry("connection", "work"),
                    Map.entry("connector", "sim"),
                    Map.entry("origin", "https://files.example"),
                    Map.entry("plan", "p-1"),
                    Map.entry("entry", "3"),
                    Map.entry("accepted", "--accept-env token"),
                    Map.entry("version", "1"),
                    Map.entry("hash", "9f2c1a0b77de"),
                    Map.entry("file", "urgent.yaml"),
                    Map.entry("rule", "urgent-first"),
                    Map.entry("subject", "rule:urgent-first"),
                    Map.entry("program", "/bin/echo"),
                    Map.entry("pr", "acme/web#12"),
                    Map.entry("address", "stile::work/demo"),
                    Map.entry("wanted", "3"),
                    Map.entry("rest", "--from c-7"),
                    Map.entry("other", "tracker"),
                    Map.entry("verb", "audit list"));

    @Test
    @Proves("GS-121")
    void everyRecoveryCommandOfEveryCodeIsOneThatCanBeTyped() {
        for (Code code : Code.values()) {
            for (RecoveryLine line : Explanation.of(code).recovery()) {
                // Only an act is confirmed; what else is typed again is a connect.
                String typed =
                        line.shown(RemoteWords.USUAL)
                                .replace("{command} --confirm", "stile act work go --confirm");
                for (Map.Entry<String, String> word : WORDS.entrySet()) {
                    typed = typed.replace("{" + word.getKey() + "}", word.getValue());
                }
                if (typed.startsWith("stile ")) {
                    assertThat(isTypeable(typed)).as("%s: %s", code.number(), typed).isTrue();
                }
            }
        }
    }

    @Test
    void aLineThatCannotBeTypedIsFound() {
        assertThat(isTypeable("stile connection origins work --ad https://files.example"))
                .isFalse();
        assertThat(isTypeable("stile push resolve p-1 3")).isFalse();
    }

    @Test
    void theHelpOfEveryCommandShowsAnExampleThatCanBeTyped() {
        for (CommandLine command : all(Verbs.whole(new Root()))) {
            String help = command.getUsageMessage();
            List<String> examples =
                    help.substring(Math.max(0, help.indexOf("Example")))
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.startsWith("stile "))
                            .map(line -> line.replaceFirst(" > .*", ""))
                            .toList();

            assertThat(help).contains("Example");
            assertThat(examples).as(command.getCommandName()).isNotEmpty();
            assertThat(examples).allMatch(CommandLinesTest::isTypeable);
        }
    }

    @Test
    @Proves({"FL-97", "GS-120"})
    void aWrongCommandIsToldInTheOneFormWithTheNearestOne() {
        Cli.Ran ran = new Cli(folder).type("lst work/demo");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("error: ")
                .contains("[STL-1011]", "did you mean stile list?", "Recovery:", "  stile --help")
                .endsWith("Explain: stile explain STL-1011\n");
    }

    @Test
    void aWrongOptionIsToldWithTheNearestOneAndTheHelpOfItsCommand() {
        Cli.Ran ran = new Cli(folder).type("connection origins work --ad https://files.example");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("did you mean stile connection origins --add?")
                .contains("  stile connection origins --help");
    }

    @Test
    @Proves("FL-97")
    void aProgramIsToldOfAWrongLineInTheEnvelope() {
        Cli.Ran ran = new Cli(folder).type("list --nope --json");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("{\"ok\":false,\"error\":{\"code\":\"usage\",\"number\":\"STL-1011\"")
                .contains("\"next\":[\"stile list --help\",\"stile --help\"]");
    }

    @Test
    void aGroupWithoutItsCommandNamesThem() {
        Cli.Ran ran = new Cli(folder).type("connection");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("commands: list, show, set, origins, probe, ", "position, delete");
    }

    @Test
    @Proves("GS-3")
    void nothingIsMadeOnDiskByACommandForAnUnknownConnection() {
        Cli cli = new Cli(folder);

        Cli.Ran ran = cli.type("list nowhere/demo");

        assertThat(ran.exit()).isEqualTo(8);
        assertThat(ran.err()).contains("[STL-1002]", "no connection was made yet");
        assertThat(Files.exists(cli.home())).isFalse();
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(each -> all.addAll(all(each)));
        return all;
    }

    private static boolean isTypeable(String line) {
        List<String> words = List.of(line.split(" "));
        try {
            Verbs.whole(new Root())
                    .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            return true;
        } catch (ParameterException wrong) {
            return false;
        }
    }
}
