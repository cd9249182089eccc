package dev.stile.git.repository;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.process.ChildWatch;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitFailed;
import dev.stile.git.process.ObjectId;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads objects through one {@code git cat-file --batch}, which is started for the first of them.
 * One thread at a time.
 */
public final class ObjectReader implements AutoCloseable {
    /** Largest object that is read into memory, in bytes. */
    private static final long LARGEST = 64L << 20;

    private final Git git;
    private Optional<Running> running = Optional.empty();

    private record Running(ChildWatch watch, OutputStream requests, DataInputStream answers) {}

    /** Reads the objects of the repository that this git works in. Starts nothing yet. */
    public ObjectReader(Git git) {
        this.git = git;
    }

    private Running start() {
        try {
            ChildWatch watch = git.watched("cat-file", "--batch");
            InputStream out = watch.child().getInputStream();
            return new Running(
                    watch,
                    new BufferedOutputStream(watch.child().getOutputStream()),
                    new DataInputStream(new BufferedInputStream(out, 1 << 16)));
        } catch (IOException failed) {
            throw GitFailed.notStarted("cat-file", failed);
        }
    }

    /**
     * Reads the object that a name means, such as {@code refs/heads/main}, {@code <id>^{tree}} or
     * {@code <id>:issues}.
     *
     * @throws GitFailed if git does not start, ends, or gives no answer in time
     */
    public Optional<Found> read(String name) {
        if (name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a name of an object is one line");
        }
        if (running.isEmpty()) {
            running = Optional.of(start());
        }
        Running process = running.get();
        DataInputStream answers = process.answers;
        process.watch.begin();
        try {
            process.requests.write((name + "\n").getBytes(StandardCharsets.UTF_8));
            process.requests.flush();
            String header = line(answers);
            if (header.endsWith(" missing") || header.endsWith(" ambiguous")) {
                return Optional.empty();
            }
            String[] parts = header.split(" ");
            long size = Long.parseLong(parts[2]);
            if (size > LARGEST) {
                // What is asked for next is read behind it.
                answers.skipNBytes(size + 1);
                throw Failure.of(Code.TEXT_TOO_LONG)
                        .headline("a file of " + size + " bytes is larger than Stile reads")
                        .detail("the most is " + LARGEST + " bytes")
                        .build();
            }
            byte[] content = answers.readNBytes((int) size);
            if (content.length < size || answers.read() != '\n') {
                throw new EOFException("git cat-file ended in the middle of an object");
            }
            return Optional.of(new Found(ObjectId.parse(parts[0]), parts[1], content));
        } catch (IOException broken) {
            throw process.watch.failure(broken);
        } finally {
            process.watch.end();
        }
    }

    /** Reads the object of that id. */
    public Optional<byte[]> content(ObjectId id) {
        return read(id.toString()).map(Found::content);
    }

    private static String line(DataInputStream answers) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int unit = answers.read(); unit != '\n'; unit = answers.read()) {
            if (unit < 0) {
                throw new EOFException("git cat-file ended");
            }
            text.append((char) unit);
        }
        return text.toString();
    }

    @Override
    public void close() {
        running.ifPresent(
                process -> {
                    process.watch.close();
                    process.watch.child().destroy();
                });
    }

    /**
     * An object that is there.
     *
     * @param id its id
     * @param type {@code blob}, {@code tree}, {@code commit} or {@code tag}
     * @param content its bytes
     */
    public record Found(ObjectId id, String type, byte[] content) {}
}
