package dev.stile.flow.backup;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.core.store.OwnFiles;
import dev.stile.core.store.Replacement;
import dev.stile.core.store.StoreException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts a backup in the place of what a home keeps. Whoever calls holds the lock by which daemons
 * keep each other out. The former store is kept as a backup of its own beside the new one, and a
 * crash leaves the old or the new store, whole.
 */
public final class Restore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Another command may be at its end just now. */
    private static final Duration OTHERS = Duration.ofSeconds(2);

    private final Home home;
    private final String release;
    private final Clock clock;

    public Restore(Home home, String release, Clock clock) {
        this.home = home;
        this.release = release;
        this.clock = clock;
    }

    /** What is to be replaced, and what by. */
    private record Replaced(Former former, Former whole) {}

    /** What became of the policy that the backup holds. */
    public enum PolicyKept {
        /** The backup has none. */
        NONE,
        /** The home had none, and has that of the backup now. */
        RESTORED,
        /** The home has the same. */
        SAME,
        /** The home keeps its own; that of the backup lies beside it. */
        BESIDE
    }

    /**
     * What was restored, or would be.
     *
     * @param made when the backup was made
     * @param release that made it
     * @param audit the proof of its log
     * @param before where the former store is; empty if there was none, or nothing was done
     */
    public record Restored(
            Instant made,
            String release,
            AuditVerdict audit,
            Held held,
            Optional<Path> before,
            PolicyKept policy) {}

    /**
     * Restores a backup.
     *
     * @param dryRun whether all is made ready and proven, and then nothing is changed
     * @throws Failure POLICY_REFUSED unless a person asks; BACKUP_NOT_VALID, BACKUP_FOREIGN,
     *     AUDIT_BROKEN, HOME_IN_USE: nothing was changed
     */
    public Restored restore(Path file, boolean dryRun, Subject by, Deadline deadline) {
        DefaultPolicy.require(by, Deed.CONFIGURE, Way.COMMAND);
        home.ensure();
        try (Staged staged = new Staged(home.folder().resolve("restoring"), file, clock)) {
            Optional<byte[]> key = OwnFiles.read(home.auditKey());
            boolean isThere = Files.exists(home.database());
            Former former = isThere ? former(deadline) : Former.NONE;
            Staged.Ready ready = staged.prepare(key, former, by, deadline);
            Replaced wanted = new Replaced(former, ready.whole());
            Optional<Path> before =
                    dryRun
                            ? Optional.empty()
                            : replace(staged, isThere, wanted, key.isPresent(), deadline);
            return new Restored(
                    ready.made(),
                    ready.release(),
                    ready.audit(),
                    ready.held(),
                    before,
                    policy(ready.policy(), dryRun));
        } catch (NoSuchFileException missing) {
            throw Failure.of(Code.BACKUP_NOT_VALID)
                    .headline("there is no such file: " + file)
                    .cause(missing)
                    .build();
        } catch (IOException failed) {
            throw Failure.of(Code.STORE_NOT_WRITABLE)
                    .detail("the home could not be restored")
                    .cause(failed)
                    .build();
        }
    }

    private Former former(Deadline deadline) {
        try {
            return Database.look(home.database(), new HomeSchema(), deadline, Former::of);
        } catch (StoreException failure) {
            if (failure.kind() == StoreException.Kind.DAMAGED) {
                return Former.NONE;
            }
            throw failure;
        }
    }

    private Optional<Path> replace(
            Staged staged, boolean isThere, Replaced wanted, boolean hasKey, Deadline deadline)
            throws IOException {
        if (isThere) {
            return aside(staged, wanted, hasKey, deadline);
        }
        moveIn(staged, hasKey);
        return Optional.empty();
    }

    private void moveIn(Staged staged, boolean hasKey) throws IOException {
        PromisedHead head = PromisedHead.write(home, staged, hasKey);
        Files.move(staged.home().database(), home.database(), StandardCopyOption.ATOMIC_MOVE);
        head.keep();
    }

    private Optional<Path> aside(Staged staged, Replaced wanted, boolean hasKey, Deadline deadline)
            throws IOException {
        Path before = free("before-restore-" + STAMP.format(clock.instant()));
        Deadline others = Deadline.after(OTHERS);
        try (Replacement alone = Replacement.begin(home.database(), others)) {
            requireAsRead(alone, wanted.former());
            new Backup(home, release)
                    .make(before, part -> alone.copyTo(part), clock.instant(), deadline);
            CrashPoint.RESTORE_REPLACE_BEFORE.reach();
            putInPlace(alone, staged, wanted.whole(), hasKey);
            return Optional.of(before);
        } catch (StoreException failure) {
            return switch (failure.kind()) {
                case BUSY -> throw Failure.of(Code.HOME_IN_USE).cause(failure).build();
                case DAMAGED -> Optional.of(damaged(staged, before, hasKey));
                case FULL, NOT_WRITABLE, NEWER, HOME_REFUSED, BROKEN_RULE -> throw failure;
            };
        }
    }

    /** What is ready gives out no number again that the store had given out when it was read. */
    private static void requireAsRead(Replacement alone, Former former) {
        if (!alone.read(Former::of).equals(former)) {
            throw Failure.of(Code.HOME_IN_USE)
                    .detail("another command changed it while the backup was made ready")
                    .build();
        }
    }

    /** Nobody else appends before the head is that of the new log. */
    private void putInPlace(Replacement alone, Staged staged, Former whole, boolean hasKey)
            throws IOException {
        PromisedHead head = PromisedHead.write(home, staged, hasKey);
        try {
            alone.with(staged.home().database());
            requireReplaced(alone, whole);
        } catch (StoreException failed) {
            head.takeBack();
            throw failed;
        }
        head.keep();
    }

    /** The driver does not tell all that goes wrong while it copies. */
    private static void requireReplaced(Replacement alone, Former whole) {
        if (!alone.read(Former::of).equals(whole)) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE,
                    "the store could not be replaced, and is as it was",
                    List.of());
        }
    }

    /** A name that no earlier restore of the same second took. */
    private Path free(String name) {
        Path file = home.folder().resolve(name + ".db");
        for (int next = 2; Files.exists(file); next++) {
            file = home.folder().resolve(name + "-" + next + ".db");
        }
        return file;
    }

    /** What nobody can read, nobody has in use; it is kept as it is. */
    private Path damaged(Staged staged, Path before, boolean hasKey) throws IOException {
        Path database = home.database();
        for (String end : List.of("-wal", "-shm", "")) {
            Path part = database.resolveSibling(database.getFileName() + end);
            if (Files.exists(part)) {
                Files.move(part, before.resolveSibling(before.getFileName() + end));
            }
        }
        moveIn(staged, hasKey);
        return before;
    }

    private PolicyKept policy(Optional<byte[]> stored, boolean dryRun) throws IOException {
        if (stored.isEmpty()) {
            return PolicyKept.NONE;
        }
        Path file = Backup.policy(home);
        Optional<byte[]> present = Backup.content(file);
        if (present.isPresent() && Arrays.equals(present.get(), stored.get())) {
            return PolicyKept.SAME;
        }
        Path target =
                present.isEmpty() ? file : file.resolveSibling(file.getFileName() + ".restored");
        if (!dryRun) {
            OwnFiles.replace(target, stored.get());
        }
        return present.isEmpty() ? PolicyKept.RESTORED : PolicyKept.BESIDE;
    }
}
