package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A git tree in its stored form: entries {@code mode SP name NUL id}, sorted by the bytes of their
 * names, a folder as if its name ended in a slash. Changes are spliced into those bytes, so that
 * one changed file in a folder of 100,000 costs one copy of the folder and no parsing of its
 * neighbours.
 */
public final class RawTree {
    /** A tree without entries. */
    public static final RawTree EMPTY = new RawTree(new byte[0]);

    private final byte[] bytes;

    private RawTree(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the content of a tree object. */
    public static RawTree of(byte[] content) {
        return new RawTree(content);
    }

    /** The content of the tree object. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Looks an entry up by its name. */
    public Optional<TreeEntry> find(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int nameStart = indexOf((byte) ' ', at) + 1;
            int nameEnd = indexOf((byte) 0, nameStart);
            if (Arrays.equals(bytes, nameStart, nameEnd, wanted, 0, wanted.length)) {
                String mode = new String(bytes, at, nameStart - 1 - at, StandardCharsets.US_ASCII);
                return Optional.of(new TreeEntry(mode, ObjectId.copyOf(bytes, nameEnd + 1)));
            }
            at = nameEnd + 1 + ObjectId.BYTES;
        }
        return Optional.empty();
    }

    /**
     * The tree with these entries put in or, where there is none, taken out. A folder is taken out
     * by its name with a slash. An entry keeps its kind: a file does not become a folder.
     */
    public RawTree with(Map<String, Optional<TreeEntry>> changes) {
        SortedMap<byte[], Optional<TreeEntry>> sorted = new TreeMap<>(Arrays::compareUnsigned);
        changes.forEach((name, entry) -> sorted.put(sortKey(name, entry), entry));
        ByteArrayOutputStream spliced =
                new ByteArrayOutputStream(bytes.length + changes.size() * 64);
        int kept = 0;
        int at = 0;
        Iterator<Map.Entry<byte[], Optional<TreeEntry>>> pending = sorted.entrySet().iterator();
        Optional<Map.Entry<byte[], Optional<TreeEntry>>> next = advance(pending);
        while (at < bytes.length && next.isPresent()) {
            int nameStart = indexOf((byte) ' ', at) + 1;
            int nameEnd = indexOf((byte) 0, nameStart);
            int entryEnd = nameEnd + 1 + ObjectId.BYTES;
            int order = compare(next.get().getKey(), at, nameStart, nameEnd);
            if (order > 0) {
                at = entryEnd;
                continue;
            }
            spliced.write(bytes, kept, at - kept);
            append(spliced, next.get());
            next = advance(pending);
            if (order == 0) {
                at = entryEnd;
            }
            kept = at;
        }
        spliced.write(bytes, kept, bytes.length - kept);
        while (next.isPresent()) {
            append(spliced, next.get());
            next = advance(pending);
        }
        return new RawTree(spliced.toByteArray());
    }

    private static Optional<Map.Entry<byte[], Optional<TreeEntry>>> advance(
            Iterator<Map.Entry<byte[], Optional<TreeEntry>>> pending) {
        return pending.hasNext() ? Optional.of(pending.next()) : Optional.empty();
    }

    /**
     * Compares a key with the entry that stands at {@code at}: without a final slash unless the
     * entry is a folder.
     */
    private int compare(byte[] key, int at, int nameStart, int nameEnd) {
        if (bytes[at] != '4') {
            return Arrays.compareUnsigned(key, 0, key.length, bytes, nameStart, nameEnd);
        }
        byte[] folder = Arrays.copyOfRange(bytes, nameStart, nameEnd + 1);
        folder[folder.length - 1] = '/';
        return Arrays.compareUnsigned(key, folder);
    }

    private static byte[] sortKey(String name, Optional<TreeEntry> entry) {
        boolean folder = entry.isPresent() && entry.get().isFolder();
        return (folder ? name + "/" : name).getBytes(StandardCharsets.UTF_8);
    }

    private static void append(
            ByteArrayOutputStream target, Map.Entry<byte[], Optional<TreeEntry>> change) {
        if (change.getValue().isEmpty()) {
            return;
        }
        TreeEntry entry = change.getValue().get();
        byte[] key = change.getKey();
        target.writeBytes(entry.mode().getBytes(StandardCharsets.US_ASCII));
        target.write(' ');
        target.write(key, 0, entry.isFolder() ? key.length - 1 : key.length);
        target.write(0);
        target.writeBytes(entry.id().toBytes());
    }

    private int indexOf(byte wanted, int from) {
        for (int index = from; index < bytes.length; index++) {
            if (bytes[index] == wanted) {
                return index;
            }
        }
        throw new IllegalArgumentException("a tree object ends in the middle of an entry");
    }
}
