package dev.stile.git.surface;

import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.sync.SyncMode;

import java.util.Optional;

/**
 * Looks at a mirror before it is put right: what is asked to do that must not call one complete
 * that lacks objects. A copy that is made to try something out has none of its own, so that the
 * mirror itself is looked at.
 */
final class RepairCheck {
    private RepairCheck() {}

    /**
     * Called with the mirror's lock held.
     *
     * @throws Failure MIRROR_DAMAGED where a repair is asked for and objects are missing
     */
    static void before(SyncMode mode, Mirror mirror) {
        if (mode != SyncMode.FULL) {
            return;
        }
        Optional<Failure> damaged = MirrorFailure.ofMissing(mirror.repository());
        if (damaged.isPresent()) {
            throw damaged.get();
        }
    }
}
