package dev.stile.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;

/** The program {@code stile}. */
@Command(
        name = "stile",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Work with trackers through plain git, every crossing checked, limited and recorded.")
public final class Main {
    private Main() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(out, err, arguments));
    }

    /** Runs the program without ending the JVM, and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main()).setOut(out).setErr(err);
        if (arguments.length == 0) {
            commandLine.usage(out);
            return CommandLine.ExitCode.OK;
        }
        return commandLine.execute(arguments);
    }
}
