package dev.stile.simulator.journal;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.problem.Problem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Commands in a file, one a line behind its checksum, forced to the disk before they are
 * acknowledged. A last line that was cut by a kill was never acknowledged and is taken off. One
 * process at a time; the file holds tokens and is for its owner alone.
 */
public final class FileJournal implements Journal {
    private final FileChannel channel;
    private final List<Json.Obj> kept;
    private boolean broken;

    private FileJournal(FileChannel channel, List<Json.Obj> kept) {
        this.channel = channel;
        this.kept = kept;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @throws IOException if another process has it open, or a line before the last is damaged
     */
    public static FileJournal open(Path file) throws IOException {
        create(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("another simulator has this data file open");
            }
            List<Json.Obj> kept = new ArrayList<>();
            channel.truncate(read(channel, kept));
            channel.position(channel.size());
            return new FileJournal(channel, kept);
        } catch (IOException unusable) {
            channel.close();
            throw unusable;
        }
    }

    @Override
    public List<Json.Obj> kept() {
        return List.copyOf(kept);
    }

    @Override
    public void ready() {
        if (broken) {
            throw failed();
        }
    }

    @Override
    public void append(Json.Obj command) {
        byte[] json = command.bytes();
        ByteBuffer line = ByteBuffer.allocate(json.length + 10);
        line.put(checksum(json).getBytes(StandardCharsets.US_ASCII))
                .put((byte) ' ')
                .put(json)
                .put((byte) '\n')
                .flip();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException full) {
            // What is in memory is ahead of the file now, so nothing may be acknowledged any more.
            broken = true;
            throw failed();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void create(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    /** Reads the commands; answers how many bytes are whole lines. */
    private static long read(FileChannel channel, List<Json.Obj> kept) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
        long whole = 0;
        Optional<String> line = Optional.ofNullable(lines.readLine());
        while (line.isPresent()) {
            long end = whole + line.get().length() + 1;
            Optional<Json.Obj> command = command(line.get());
            Optional<String> following = Optional.ofNullable(lines.readLine());
            boolean ended = end <= channel.size();
            if (command.isEmpty() && (following.isPresent() || ended)) {
                throw new IOException("line " + (kept.size() + 1) + " of the data file is damaged");
            }
            if (command.isPresent() && ended) {
                kept.add(command.get());
                whole = end;
            }
            line = following;
        }
        return whole;
    }

    private static Optional<Json.Obj> command(String line) {
        // Read as ISO 8859-1, so that characters are bytes and positions are true.
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 9) {
            return Optional.empty();
        }
        byte[] json = Arrays.copyOfRange(bytes, 9, bytes.length);
        if (!line.startsWith(checksum(json) + " ")) {
            return Optional.empty();
        }
        try {
            return JsonReader.read(json) instanceof Json.Obj command
                    ? Optional.of(command)
                    : Optional.empty();
        } catch (MalformedJsonException damaged) {
            return Optional.empty();
        }
    }

    private static String checksum(byte[] json) {
        CRC32C checksum = new CRC32C();
        checksum.update(json);
        return Long.toHexString(checksum.getValue() | 1L << 32).substring(1);
    }

    private static RuntimeException failed() {
        return Problem.of(503, "storage_failed", "the data file cannot be written").refused();
    }
}
