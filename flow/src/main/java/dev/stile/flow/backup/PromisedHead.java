package dev.stile.flow.backup;

import dev.stile.core.crash.CrashPoint;
import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Says where the log ends that a restore puts in place: beside the head before the store is
 * replaced, so that at whichever step it dies one of the two is of the log that is there, and as
 * the head when it is. For one thread, which has the store for itself.
 */
final class PromisedHead {
    private final Home home;
    private final byte[] promised;
    private final Optional<byte[]> former;
    private final boolean hadKey;

    private PromisedHead(Home home, byte[] promised, Optional<byte[]> former, boolean hadKey) {
        this.home = home;
        this.promised = promised;
        this.former = former;
        this.hadKey = hadKey;
    }

    /**
     * Says it before the store is replaced.
     *
     * @param hadKey whether the home has a key; without one its head proves nothing, and goes
     */
    static PromisedHead write(Home home, Staged staged, boolean hadKey) throws IOException {
        byte[] promised = staged.newHead();
        Optional<byte[]> former = OwnFiles.read(home.auditHead());
        if (!hadKey) {
            Files.deleteIfExists(home.auditHead());
            OwnFiles.replace(home.auditKey(), staged.newKey());
        }
        OwnFiles.replace(home.restoredAuditHead(), promised);
        return new PromisedHead(home, promised, former, hadKey);
    }

    /** The store was replaced. */
    void keep() throws IOException {
        CrashPoint.RESTORE_HEAD_BEFORE.reach();
        OwnFiles.replace(home.auditHead(), promised);
        Files.deleteIfExists(home.restoredAuditHead());
    }

    /** The store is as it was. */
    void takeBack() throws IOException {
        Files.deleteIfExists(home.restoredAuditHead());
        if (!hadKey) {
            Files.deleteIfExists(home.auditKey());
            former.ifPresent(bytes -> OwnFiles.replace(home.auditHead(), bytes));
        }
    }
}
