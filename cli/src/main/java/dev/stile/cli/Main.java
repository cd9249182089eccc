package dev.stile.cli;

import dev.stile.cli.desk.Runner;
import dev.stile.cli.desk.Streams;
import dev.stile.cli.wiring.Surroundings;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;

/** The program {@code stile}. */
public final class Main {
    private Main() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Console console = System.console();
        Streams streams =
                new Streams(
                        System.in,
                        new FileOutputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.err),
                        console != null && console.isTerminal());
        System.exit(run(Surroundings.ofProcess(Version::number), streams, arguments));
    }

    /** Runs the program without ending the JVM, and returns its exit code. */
    public static int run(Surroundings around, Streams streams, String... arguments) {
        Root root = new Root();
        List<String> words = List.of(arguments);
        return new Runner(around, root.options(), streams).run(Verbs.of(root, words), words);
    }
}
