package dev.stile.cli;

import picocli.CommandLine;

import java.util.List;
import java.util.stream.Stream;

/** What can be typed after {@code stile}, as the program itself knows it. */
public final class CommandNames {
    private CommandNames() {}

    /** Each command that does something, such as {@code audit list}, sorted. */
    public static List<String> all() {
        return below(Verbs.whole(new Root()), "").sorted().toList();
    }

    private static Stream<String> below(CommandLine command, String path) {
        if (command.getSubcommands().isEmpty()) {
            return Stream.of(path.strip());
        }
        return command.getSubcommands().entrySet().stream()
                .flatMap(entry -> below(entry.getValue(), path + " " + entry.getKey()));
    }
}
