package dev.stile.git.repository;

import dev.stile.git.process.Git;
import dev.stile.git.process.GitFailed;
import dev.stile.git.process.ObjectId;
import dev.stile.git.process.SideTask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * Trees and commits that go into a repository together, through one {@code git unpack-objects}: a
 * process for each costs a publication more than everything else that it does. Their ids are known
 * at once. What they name is not looked for. Not for several threads.
 */
public final class NewObjects {
    private static final String AUTHOR = "Stile <stile@stile.invalid> ";

    private final Git git;
    private final Map<ObjectId, StoredObject> pending = new LinkedHashMap<>();

    NewObjects(Git git) {
        this.git = git;
    }

    /** Takes a tree. */
    public ObjectId tree(RawTree tree) {
        return add(new StoredObject(StoredObject.Kind.TREE, tree.toBytes()));
    }

    /** Takes a commit. */
    public ObjectId commit(CommitDraft draft) {
        StringBuilder commit = new StringBuilder("tree ").append(draft.tree()).append('\n');
        draft.parents().forEach(parent -> commit.append("parent ").append(parent).append('\n'));
        String who = AUTHOR + draft.at().getEpochSecond() + " +0000\n";
        commit.append("author ").append(who).append("committer ").append(who).append('\n');
        commit.append(draft.message());
        return add(
                new StoredObject(
                        StoredObject.Kind.COMMIT,
                        commit.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private ObjectId add(StoredObject object) {
        ObjectId id = object.id();
        pending.put(id, object);
        return id;
    }

    /** Returns when all are in the repository, as durable as its configuration says. */
    public void write() {
        if (!pending.isEmpty()) {
            unpack();
        }
    }

    /**
     * The same beside the last of the blobs that they name: each is a process of git's, and neither
     * waits for the other. Nothing may name these objects before this returns.
     */
    public void writeBeside(BlobWriter blobs) {
        SideTask<Boolean> unpacked =
                new SideTask<>(
                        () -> {
                            write();
                            return true;
                        });
        unpacked.begin();
        try {
            blobs.finish();
        } finally {
            // Nobody may put the repository away while git is at work in it.
            unpacked.settle();
        }
        unpacked.result();
    }

    private void unpack() {
        try {
            git.bytesFrom(pack(pending.values()), "unpack-objects", "-q");
        } catch (GitFailed failed) {
            if (failed.damagedRepository().isPresent() || failed.isLate()) {
                throw failed;
            }
            throw new ObjectsNotWritten("git took no objects: " + failed.errorText(), failed);
        }
        pending.clear();
    }

    /** A pack of whole objects (gitformat-pack, version 2). */
    private static byte[] pack(Collection<StoredObject> objects) {
        int size = objects.stream().mapToInt(object -> object.content().length).sum();
        ByteArrayOutputStream pack = new ByteArrayOutputStream(size + objects.size() * 32 + 32);
        pack.writeBytes("PACK".getBytes(StandardCharsets.US_ASCII));
        writeNumber(pack, 2);
        writeNumber(pack, objects.size());
        // git compresses what it keeps by its own setting: on the way there it only costs time.
        Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
        try {
            byte[] buffer = new byte[1 << 13];
            for (StoredObject object : objects) {
                writeHeader(pack, object);
                deflater.setInput(object.content());
                deflater.finish();
                while (!deflater.finished()) {
                    pack.write(buffer, 0, deflater.deflate(buffer));
                }
                deflater.reset();
            }
        } finally {
            deflater.end();
        }
        MessageDigest digest = StoredObject.sha1();
        pack.writeBytes(digest.digest(pack.toByteArray()));
        return pack.toByteArray();
    }

    private static void writeNumber(ByteArrayOutputStream pack, int number) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            pack.write(number >>> shift);
        }
    }

    /** Kind and size: four bits of the size, then seven in each byte that follows. */
    private static void writeHeader(ByteArrayOutputStream pack, StoredObject object) {
        int size = object.content().length;
        int unit = (object.kind().number() << 4) | (size & 0xf);
        for (int rest = size >>> 4; rest > 0; rest >>>= 7) {
            pack.write(unit | 0x80);
            unit = rest & 0x7f;
        }
        pack.write(unit);
    }
}
