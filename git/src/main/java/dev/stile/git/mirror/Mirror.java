package dev.stile.git.mirror;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Transaction;
import dev.stile.git.format.RecordEmitter;
import dev.stile.git.path.Layout;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.Blob;
import dev.stile.git.repository.BlobWriter;
import dev.stile.git.repository.CommitDraft;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.NewObjects;
import dev.stile.git.repository.ObjectReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The mirror of one project: a bare repository, the state beside it, and the lock over both. Any
 * number of processes may have it open; only the holder of the lock publishes.
 */
public final class Mirror implements AutoCloseable {
    private final Path folder;
    private final MirrorIdentity identity;
    private final GitEnvironment environment;
    private final MirrorRepository repository;
    private final MirrorState state;

    private Mirror(
            Path folder,
            MirrorIdentity identity,
            GitEnvironment environment,
            MirrorRepository repository,
            MirrorState state) {
        this.folder = folder;
        this.identity = identity;
        this.environment = environment;
        this.repository = repository;
        this.state = state;
    }

    /** A mirror that somebody else made of these parts. */
    static Mirror of(
            Path folder,
            MirrorIdentity identity,
            GitEnvironment environment,
            MirrorRepository repository,
            MirrorState state) {
        return new Mirror(folder, identity, environment, repository, state);
    }

    /** Whether there is a mirror. Makes nothing. */
    public static boolean exists(Path mirrors, MirrorIdentity identity) {
        return Files.isDirectory(mirrors.resolve(identity.folderName()).resolve("repository.git"));
    }

    /**
     * Opens the mirror, making an empty one if there is none. Which server it is of is looked at by
     * {@link #of}, before anything is asked of that server.
     *
     * @throws Failure MIRROR_IDENTITY if the folder belongs to another project
     */
    public static Mirror open(Path mirrors, MirrorIdentity identity, GitEnvironment environment) {
        return openIn(mirrors.resolve(identity.folderName()), identity, environment);
    }

    private static Mirror openIn(Path folder, MirrorIdentity identity, GitEnvironment environment) {
        Path gitDirectory = folder.resolve("repository.git");
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException failed) {
            throw Failure.of(Code.DISK_NOT_WRITABLE)
                    .detail("the mirror's folder cannot be made")
                    .cause(failed)
                    .build();
        }
        MirrorState state = MirrorState.open(folder.resolve("state.db"));
        boolean opened = false;
        try {
            checkIdentity(folder, state, identity);
            MirrorRepository repository =
                    Files.isDirectory(gitDirectory)
                            ? MirrorRepository.at(gitDirectory, environment)
                            : MirrorRepository.create(gitDirectory, environment);
            opened = true;
            return new Mirror(folder, identity, environment, repository, state);
        } finally {
            if (!opened) {
                state.close();
            }
        }
    }

    /**
     * The mirror of that server: this one if it is, or if it is of none yet; else another, made if
     * there is none, and this one is closed. A mirror of a release that noted no server is of the
     * server that the connection leads to, unless that connection was made after its records were
     * last listed.
     *
     * @throws Failure MIRROR_IDENTITY if the other one's folder belongs to somebody else
     */
    public Mirror of(MirrorServer server) {
        Path other = folder.resolveSibling(identity.folderName(server));
        if (!Files.isDirectory(other) && isOf(server)) {
            return this;
        }
        boolean opened = false;
        Mirror mirror = openIn(other, identity, environment);
        try {
            if (!mirror.isOf(server)) {
                throw MirrorFailure.anothers(
                        other, "the mirror of " + identity + " says that it is of another server");
            }
            opened = true;
            return mirror;
        } finally {
            close();
            if (!opened) {
                mirror.close();
            }
        }
    }

    private boolean isOf(MirrorServer server) {
        Optional<String> place = state.meta(MetaName.SERVER);
        if (place.isPresent()) {
            return place.get().equals(server.place());
        }
        boolean isOlder =
                state.meta(MetaName.LISTED_AT)
                        .map(Instant::parse)
                        .filter(listed -> listed.isBefore(server.connectedAt()))
                        .isPresent();
        if (!isOlder) {
            state.remember(MetaName.SERVER, server.place());
        }
        return !isOlder;
    }

    /** Whether this is the mirror of the first server that the connection's name led to. */
    public boolean isOfFirstServer() {
        return name().equals(identity.folderName());
    }

    /** Names this mirror among all of its project: what is kept elsewhere about it goes by that. */
    public String name() {
        return Objects.toString(folder.getFileName());
    }

    /**
     * Makes sure that a mirror without main is a new one. What its state says of records rests on
     * objects that are not there.
     *
     * @throws Failure MIRROR_DAMAGED if there was a main
     */
    public void requireWhole() {
        if (repository.tip().isEmpty() && state.shownCount() > 0) {
            throw MirrorFailure.damagedIn(
                    folder, "main is missing, and the mirror's state says what it showed");
        }
    }

    /** The blobs of the files directly in a folder of main, by path. Reads the whole folder. */
    public Map<String, ObjectId> filesBelow(String root) {
        return repository.tip().isEmpty() ? Map.of() : repository.files(root);
    }

    /** Whether main shows the schema in this form. */
    public boolean shows(byte[] schemaFile) {
        return repository.blobAt(Layout.SCHEMA_PATH).equals(Optional.of(Blob.idOf(schemaFile)));
    }

    private static void checkIdentity(Path folder, MirrorState state, MirrorIdentity identity) {
        Optional<String> connection = state.meta(MetaName.CONNECTION);
        if (connection.isEmpty()) {
            state.write(
                    transaction -> {
                        MirrorState.remember(
                                transaction, MetaName.CONNECTION, identity.connection());
                        MirrorState.remember(
                                transaction, MetaName.PROJECT, identity.project().text());
                        return MirrorState.remember(
                                transaction,
                                MetaName.FORMAT,
                                Integer.toString(RecordEmitter.FORMAT));
                    });
            return;
        }
        MirrorIdentity found =
                new MirrorIdentity(
                        connection.get(),
                        new ProjectRef(state.meta(MetaName.PROJECT).orElse("unknown")));
        if (!found.equals(identity)) {
            throw MirrorFailure.anothers(
                    folder,
                    "the mirror of " + identity + " says that it is the mirror of " + found);
        }
        int format = Integer.parseInt(state.meta(MetaName.FORMAT).orElse("1"));
        if (format > RecordEmitter.FORMAT) {
            throw Failure.of(Code.MIRROR_NEWER)
                    .headline("a newer release wrote the mirror of " + identity)
                    .build();
        }
    }

    public MirrorIdentity identity() {
        return identity;
    }

    public Path folder() {
        return folder;
    }

    public MirrorRepository repository() {
        return repository;
    }

    public MirrorState state() {
        return state;
    }

    /** Takes the lock; nothing if another process still holds it after the wait. */
    public Optional<MirrorLock> lock(String holder, Duration wait, Consumer<String> sayWho) {
        return MirrorLock.take(folder.resolve("lock"), holder, wait, sayWho);
    }

    /** Who holds the lock now, and when the last sync that succeeded began. */
    public MirrorLock.Look lockState() {
        return MirrorLock.look(folder.resolve("lock"));
    }

    /**
     * Finishes a publication that a crash interrupted: its objects and rows are stored, so main
     * moves on to it. Places what an earlier release pushed while this one brought the state up.
     * Called with the lock held, before anything else.
     */
    public void finishPending() {
        UnplacedPushes.place(state);
        Optional<Pending> pending = state.meta(MetaName.PENDING).map(Pending::ofStored);
        if (pending.isEmpty()) {
            return;
        }
        Optional<ObjectId> tip = repository.tip();
        if (tip.equals(pending.get().parent())) {
            repository.moveMain(tip, pending.get().commit());
        } else if (!tip.equals(Optional.of(pending.get().commit()))) {
            throw MirrorFailure.damagedIn(folder, "main is not where the mirror's state says");
        }
        state.write(transaction -> completed(transaction, pending.get()));
    }

    /**
     * Publishes. Objects are durable first, then the rows that say at which versions they are
     * shown, then main moves, then the cursor: a crash anywhere repeats work and loses none.
     *
     * @param blobs was handed what is shown; ends here
     * @return the new tip, or the old one if nothing would change
     */
    public ObjectId publish(Publication publication, BlobWriter blobs) {
        Optional<ObjectId> tip = repository.tip();
        try (ObjectReader reader = repository.reader()) {
            NewObjects objects = repository.newObjects();
            TreeEditor editor = new TreeEditor(objects, reader);
            Optional<ObjectId> oldTree = tip.map(editor::treeOf);
            ObjectId tree =
                    editor.edited(
                            oldTree,
                            publication.pieces() ? Optional.of(state.pieces()) : Optional.empty(),
                            changes(publication));
            boolean sameTree = oldTree.equals(Optional.of(tree));
            if (sameTree && publication.pushedTip().isEmpty()) {
                blobs.finish();
                state.write(
                        transaction -> {
                            store(transaction, publication);
                            return publication
                                    .cursor()
                                    .map(
                                            cursor ->
                                                    MirrorState.remember(
                                                            transaction,
                                                            MetaName.CURSOR,
                                                            cursor.text()));
                        });
                return tip.orElseThrow();
            }
            List<ObjectId> parents = new ArrayList<>();
            tip.ifPresent(parents::add);
            publication.pushedTip().ifPresent(parents::add);
            ObjectId commit =
                    objects.commit(
                            new CommitDraft(
                                    tree, parents, publication.at(), publication.message()));
            objects.writeBeside(blobs);
            CrashPoint.MIRROR_ROWS_BEFORE.reach();
            Pending pending = new Pending(tip, commit, publication.cursor());
            state.write(
                    transaction -> {
                        store(transaction, publication);
                        return MirrorState.remember(
                                transaction, MetaName.PENDING, pending.stored());
                    });
            CrashPoint.MIRROR_REF_BEFORE.reach();
            repository.moveMain(tip, commit);
            CrashPoint.MIRROR_CURSOR_BEFORE.reach();
            state.write(transaction -> completed(transaction, pending));
            return commit;
        }
    }

    private Map<String, Optional<ObjectId>> changes(Publication publication) {
        Map<String, Optional<ObjectId>> changes = new HashMap<>();
        for (RecordId id : publication.hidden()) {
            state.shown(id).ifPresent(shown -> changes.put(shown.path(), Optional.empty()));
        }
        publication
                .shown()
                .forEach(record -> changes.put(record.path(), Optional.of(record.blob())));
        changes.putAll(publication.files());
        return changes;
    }

    private static void store(Transaction transaction, Publication publication) {
        publication.hidden().forEach(id -> MirrorState.hide(transaction, id));
        if (publication.pieces()) {
            ListingPieces.show(transaction);
        }
        if (MirrorState.showsNothing(transaction)) {
            MirrorState.showFirst(transaction, publication.shown());
        } else {
            publication.shown().forEach(record -> MirrorState.show(transaction, record));
        }
        publication
                .pushed()
                .ifPresent(commit -> PushedPaths.keep(transaction, commit, publication.cloneKey()));
        publication
                .made()
                .forEach(made -> MirrorState.keepMade(transaction, made, publication.recordedAt()));
        publication
                .settled()
                .forEach(
                        settled ->
                                transaction.update(
                                        "DELETE FROM made WHERE clone = ? AND path = ?",
                                        settled.cloneKey(),
                                        settled.path()));
        publication
                .deletes()
                .forEach(
                        id ->
                                RemovedRecords.keep(
                                        transaction, id, false, publication.recordedAt()));
        publication
                .closes()
                .forEach(
                        id -> RemovedRecords.keep(transaction, id, true, publication.recordedAt()));
        if (publication.isOfPush()) {
            MirrorState.remember(
                    transaction, MetaName.WRITTEN_AT, publication.recordedAt().toString());
        }
        // A listing under way would put older versions in place of what this one shows.
        ListingPieces.drop(transaction);
        MirrorState.remember(transaction, MetaName.SERVER_TIME, publication.at().toString());
    }

    private static int completed(Transaction transaction, Pending pending) {
        pending.cursor()
                .map(Cursor::text)
                .ifPresent(text -> MirrorState.remember(transaction, MetaName.CURSOR, text));
        return MirrorState.forget(transaction, MetaName.PENDING);
    }

    @Override
    public void close() {
        state.close();
    }
}
