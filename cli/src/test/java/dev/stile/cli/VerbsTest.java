package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.util.List;
import java.util.Map;

class VerbsTest {
    @Test
    void aVerbIsListedUnderTheNameOfItsCommand() {
        Map<String, CommandLine> verbs = Verbs.whole(new Root()).getSubcommands();

        assertThat(verbs).isNotEmpty();
        verbs.forEach(
                (name, command) ->
                        assertThat(command.getCommandSpec().userObject().getClass())
                                .hasAnnotation(CommandLine.Command.class)
                                .satisfies(
                                        type ->
                                                assertThat(
                                                                type.getAnnotation(
                                                                                CommandLine.Command
                                                                                        .class)
                                                                        .name())
                                                        .isEqualTo(name)));
    }

    @Test
    void onlyTheCommandThatIsTypedIsMadeAndForAnyOtherWordsAll() {
        int all = Verbs.whole(new Root()).getSubcommands().size();

        assertThat(made("act", "work", "go")).containsExactly("act");
        assertThat(made("lst")).hasSize(all);
        assertThat(made("--json", "act")).hasSize(all);
        assertThat(made()).hasSize(all);
    }

    private static List<String> made(String... words) {
        return List.copyOf(Verbs.of(new Root(), List.of(words)).getSubcommands().keySet());
    }
}
