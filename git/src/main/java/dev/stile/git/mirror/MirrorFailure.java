package dev.stile.git.mirror;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

/** The errors of a mirror whose own files cannot be used. */
public final class MirrorFailure {
    private MirrorFailure() {}

    /** The mirror is not what it should be. */
    public static Failure damaged(String detail) {
        return Failure.of(Code.MIRROR_DAMAGED).detail(detail).build();
    }

    /** A file of the mirror cannot be used. */
    public static Failure damaged(String detail, Throwable cause) {
        return Failure.of(Code.MIRROR_DAMAGED).detail(detail).cause(cause).build();
    }
}
