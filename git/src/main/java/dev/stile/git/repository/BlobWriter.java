package dev.stile.git.repository;

import dev.stile.git.process.Git;
import dev.stile.git.process.ObjectId;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Writes blobs into a repository through one {@code git fast-import}. It is given blobs only and
 * moves no ref.
 *
 * <p>The stream declares {@code feature done}: without that word at its end, git would take a
 * stream that was cut for one that is finished. One thread at a time.
 */
public final class BlobWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int PATIENCE_SECONDS = 600;

    private final Git git;
    private Optional<Running> running = Optional.empty();

    BlobWriter(Git git) {
        this.git = git;
    }

    /** Hands a blob over. It is durable after the next {@link #checkpoint} or {@link #finish}. */
    public ObjectId write(byte[] content) {
        Running process = process();
        try {
            process.out.write(
                    ("blob\ndata " + content.length + "\n").getBytes(StandardCharsets.US_ASCII));
            process.out.write(content);
            process.out.write('\n');
        } catch (IOException broken) {
            throw new ObjectsNotWritten("git fast-import stopped reading", broken);
        }
        return Blob.idOf(content);
    }

    /** Returns when every blob so far is in the repository. Does nothing if there is none. */
    public void checkpoint() {
        if (running.isEmpty()) {
            return;
        }
        try {
            OutputStream out = running.get().out;
            out.write("checkpoint\nprogress done\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String line = running.get().answers.readLine();
            if (!"progress done".equals(line)) {
                throw new ObjectsNotWritten("git fast-import did not confirm its checkpoint");
            }
        } catch (IOException broken) {
            throw new ObjectsNotWritten("git fast-import stopped reading", broken);
        }
    }

    /** Ends the stream and returns when every blob is in the repository. */
    public void finish() {
        if (running.isEmpty()) {
            return;
        }
        Running process = running.get();
        running = Optional.empty();
        try {
            process.out.write("done\n".getBytes(StandardCharsets.US_ASCII));
            process.out.close();
            if (!process.child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.child.destroyForcibly();
                throw new ObjectsNotWritten("git fast-import did not end");
            }
            if (process.child.exitValue() != 0) {
                throw new ObjectsNotWritten(
                        "git fast-import ended with " + process.child.exitValue());
            }
        } catch (IOException broken) {
            throw new ObjectsNotWritten("git fast-import stopped reading", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.child.destroyForcibly();
            throw new ObjectsNotWritten(
                    "interrupted while git fast-import was writing", interrupted);
        }
    }

    /** Without {@link #finish}: stops git; what was not checkpointed is dropped. */
    @Override
    public void close() {
        running.ifPresent(process -> process.child.destroyForcibly());
        running = Optional.empty();
    }

    private Running process() {
        if (running.isEmpty()) {
            try {
                Process child =
                        git.builder("fast-import", "--quiet", "--force", "--done", "--depth=0")
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start();
                OutputStream out = new BufferedOutputStream(child.getOutputStream(), BUFFER);
                out.write("feature done\n".getBytes(StandardCharsets.US_ASCII));
                running =
                        Optional.of(
                                new Running(
                                        child,
                                        out,
                                        new BufferedReader(
                                                new InputStreamReader(
                                                        child.getInputStream(),
                                                        StandardCharsets.US_ASCII))));
            } catch (IOException failed) {
                throw new ObjectsNotWritten("git fast-import could not be started", failed);
            }
        }
        return running.get();
    }

    private record Running(Process child, OutputStream out, BufferedReader answers) {}
}
