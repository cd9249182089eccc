package dev.stile.cli;

import picocli.CommandLine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program for tests of other packages: its commands, and lines typed to it. */
public final class TypedProgram {
    private final Cli cli;

    public TypedProgram(Path folder) {
        this.cli = new Cli(folder).with("SIM_TOKEN", "canary-3f9a77d1c4");
    }

    /** Types words without spaces in them; the exit code. */
    public int type(String line) {
        return cli.type(line).exit();
    }

    /** Every command that does something, by its words. */
    public static List<String> commands() {
        List<String> leaves = new ArrayList<>();
        collect("", Verbs.whole(new Root()), leaves);
        return leaves;
    }

    private static void collect(String words, CommandLine command, List<String> leaves) {
        if (command.getSubcommands().isEmpty()) {
            leaves.add(words.strip());
        }
        command.getSubcommands().forEach((name, each) -> collect(words + " " + name, each, leaves));
    }
}
