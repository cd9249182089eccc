package dev.stile.cli;

import dev.stile.cli.project.HouseMirrors;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.redact.Redactor;
import dev.stile.git.helper.RemoteHelper;
import dev.stile.git.remote.StopSignal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The program {@code git-remote-stile}, which git starts. Nothing but the loop of git's protocol is
 * loaded before the first command that needs more.
 */
public final class GitRemoteMain {
    /** How long a request in flight may take to end after Ctrl-C. */
    private static final Duration LAST_REQUEST = Duration.ofSeconds(30);

    private GitRemoteMain() {}

    /** Serves one session of git and ends the JVM. */
    public static void main(String[] arguments) {
        Redactor redactor = new Redactor();
        PrintStream people =
                new PrintStream(
                        redactor.filter(new FileOutputStream(FileDescriptor.err)),
                        false,
                        StandardCharsets.UTF_8);
        int exit =
                serve(
                        List.of(arguments),
                        System.in,
                        new FileOutputStream(FileDescriptor.out),
                        people,
                        redactor,
                        surroundings(),
                        StopSignal.ofProcess(LAST_REQUEST));
        people.close();
        // Not exit, which would first start the platform's logging: nothing is left to be closed.
        Runtime.getRuntime().halt(exit);
    }

    /** What is around this process. */
    public static Surroundings surroundings() {
        return Surroundings.ofProcess(Version::number);
    }

    /** Serves one session without ending the JVM. */
    public static int serve(
            List<String> arguments,
            InputStream input,
            OutputStream output,
            PrintStream people,
            Redactor redactor,
            Surroundings around,
            StopSignal stop) {
        try (HouseMirrors mirrors = new HouseMirrors(around, redactor)) {
            return new RemoteHelper(
                            input, output, people, mirrors, around.environment(), stop, redactor)
                    .run(arguments);
        }
    }
}
