package dev.stile.flow.process.child;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A pipe that a child writes into. Not the platform's own: that one ends with the child and, while
 * something the child left behind goes on writing, collects all of it in memory. This one ends when
 * its last writer is gone, and closing it wakes whoever reads.
 */
final class OutputPipe implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile opener;
    private final FileChannel reading;

    private OutputPipe(Path path, RandomAccessFile opener, FileChannel reading) {
        this.path = path;
        this.opener = opener;
        this.reading = reading;
    }

    /** Both ends are opened at once, so that neither waits for the other. */
    static OutputPipe open(SystemLibrary system, Path path) throws IOException {
        if (!system.makePipe(path)) {
            throw new IOException("no pipe could be made");
        }
        RandomAccessFile opener = new RandomAccessFile(path.toFile(), "rw");
        try {
            return new OutputPipe(path, opener, FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException failure) {
            opener.close();
            throw failure;
        }
    }

    /** Where a child is told to write. */
    File file() {
        return path.toFile();
    }

    /** From now on only the child and what it starts hold the writing end. */
    void handedOver() throws IOException {
        opener.close();
        Files.delete(path);
    }

    /** What is written. To be read by one thread. */
    InputStream stream() {
        return Channels.newInputStream(reading);
    }

    @Override
    public void close() throws IOException {
        try (reading) {
            opener.close();
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
