package dev.stile.git.repository;

import dev.stile.git.process.ChildWatch;
import dev.stile.git.process.Git;
import dev.stile.git.process.ObjectId;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes blobs into a repository through one {@code git fast-import}. It is given blobs only and
 * moves no ref.
 *
 * <p>The stream declares {@code feature done}: without that word at its end, git would take a
 * stream that was cut for one that is finished. One thread at a time.
 */
public final class BlobWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Git git;
    private Optional<Running> running = Optional.empty();

    BlobWriter(Git git) {
        this.git = git;
    }

    /** Starts git before there is a blob, for whoever knows that one will come. */
    public void begin() {
        Running unused = process();
    }

    /** {@link #hand}, for one whose id is not known yet. */
    public ObjectId write(byte[] content) {
        hand(content);
        return Blob.idOf(content);
    }

    /** Hands a blob over. It is durable after the next {@link #checkpoint} or {@link #finish}. */
    public void hand(byte[] content) {
        Running process = process();
        process.watch.begin();
        try {
            process.out.write(
                    ("blob\ndata " + content.length + "\n").getBytes(StandardCharsets.US_ASCII));
            process.out.write(content);
            process.out.write('\n');
        } catch (IOException broken) {
            throw stopped(process, broken);
        } finally {
            process.watch.end();
        }
    }

    /** Returns when every blob so far is in the repository. Does nothing if there is none. */
    public void checkpoint() {
        if (running.isEmpty()) {
            return;
        }
        Running process = running.get();
        process.watch.begin();
        try {
            OutputStream out = process.out;
            out.write("checkpoint\nprogress done\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String line = process.answers.readLine();
            if (!"progress done".equals(line)) {
                throw process.watch
                        .late()
                        .<RuntimeException>map(late -> late)
                        .orElseGet(
                                () ->
                                        new ObjectsNotWritten(
                                                "git fast-import did not confirm its checkpoint"));
            }
        } catch (IOException broken) {
            throw stopped(process, broken);
        } finally {
            process.watch.end();
        }
    }

    /** Ends the stream and returns when every blob is in the repository. */
    public void finish() {
        if (running.isEmpty()) {
            return;
        }
        Running process = running.get();
        running = Optional.empty();
        process.watch.begin();
        try {
            process.out.write("done\n".getBytes(StandardCharsets.US_ASCII));
            process.out.close();
            // It ends by itself, or is killed when it is late.
            int exit = process.watch.child().waitFor();
            if (process.watch.late().isPresent()) {
                throw process.watch.late().get();
            }
            if (exit != 0) {
                throw new ObjectsNotWritten("git fast-import ended with " + exit);
            }
        } catch (IOException broken) {
            throw stopped(process, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.watch.child().destroyForcibly();
            throw new ObjectsNotWritten(
                    "interrupted while git fast-import was writing", interrupted);
        } finally {
            process.watch.close();
        }
    }

    private static RuntimeException stopped(Running process, IOException broken) {
        return process.watch
                .late()
                .<RuntimeException>map(late -> late)
                .orElseGet(() -> new ObjectsNotWritten("git fast-import stopped reading", broken));
    }

    /** Without {@link #finish}: stops git; what was not checkpointed is dropped. */
    @Override
    public void close() {
        running.ifPresent(
                process -> {
                    process.watch.close();
                    process.watch.child().destroyForcibly();
                });
        running = Optional.empty();
    }

    private Running process() {
        if (running.isEmpty()) {
            try {
                ChildWatch watch =
                        git.watched("fast-import", "--quiet", "--force", "--done", "--depth=0");
                Process child = watch.child();
                OutputStream out = new BufferedOutputStream(child.getOutputStream(), BUFFER);
                out.write("feature done\n".getBytes(StandardCharsets.US_ASCII));
                running =
                        Optional.of(
                                new Running(
                                        watch,
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

    private record Running(ChildWatch watch, OutputStream out, BufferedReader answers) {}
}
