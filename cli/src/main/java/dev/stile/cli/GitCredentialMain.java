package dev.stile.cli;

import dev.stile.cli.credential.CredentialAnswers;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.redact.Redactor;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The program {@code git-credential-stile}, which git starts where it needs a credential. Its
 * stdout belongs to git's protocol.
 */
public final class GitCredentialMain {
    private GitCredentialMain() {}

    /** Answers one question of git and ends the JVM. */
    public static void main(String[] arguments) {
        Redactor redactor = new Redactor();
        PrintStream people =
                new PrintStream(
                        redactor.filter(new FileOutputStream(FileDescriptor.err)),
                        false,
                        StandardCharsets.UTF_8);
        new CredentialAnswers(Surroundings.ofProcess(Version::number), redactor, people)
                .answer(List.of(arguments), System.in, new FileOutputStream(FileDescriptor.out));
        people.close();
        System.exit(0);
    }
}
