package dev.stile.cli.training;

import dev.stile.cli.GitRemoteMain;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.redact.Redactor;
import dev.stile.git.remote.StopSignal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Serves several sessions of git in one run, so that the AOT cache made from it holds what the
 * helper needs and nothing else: whatever a cache holds is loaded at each start. {@link
 * AotTraining} says what git would, from another process. Only the build runs it.
 */
public final class HelperTraining {
    private static final List<String> ARGUMENTS = List.of("origin", "sim/demo");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private HelperTraining() {}

    /** Takes what git says, and answers what was answered, each with its length before it. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream input = new DataInputStream(System.in);
        DataOutputStream output = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        Surroundings around = GitRemoteMain.surroundings();
        try {
            while (true) {
                byte[] said = new byte[input.readInt()];
                input.readFully(said);
                byte[] answer = session(said, around);
                output.writeInt(answer.length);
                output.write(answer);
                output.flush();
            }
        } catch (EOFException allSaid) {
            System.exit(0);
        }
    }

    /** One session: what it answered git, then what it told people. */
    static byte[] session(byte[] said, Surroundings around) throws IOException {
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Redactor redactor = new Redactor();
        try (PrintStream people =
                new PrintStream(redactor.filter(told), false, StandardCharsets.UTF_8)) {
            GitRemoteMain.serve(
                    ARGUMENTS,
                    new ByteArrayInputStream(said),
                    answered,
                    people,
                    redactor,
                    around,
                    StopSignal.ofProcess(PATIENCE));
        }
        told.writeTo(answered);
        return answered.toByteArray();
    }
}
