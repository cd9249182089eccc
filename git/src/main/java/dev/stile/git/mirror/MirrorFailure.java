package dev.stile.git.mirror;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.StoreException;

import java.nio.file.Path;

/** The errors of a mirror whose own files cannot be used. */
public final class MirrorFailure {
    private MirrorFailure() {}

    /** The mirror is not what it should be. */
    public static Failure damaged(String detail) {
        return Failure.of(Code.MIRROR_DAMAGED).detail(detail).build();
    }

    /** The state beside the repository cannot be used. */
    static RuntimeException of(StoreException failed, Path file) {
        Code code =
                switch (failed.kind()) {
                    case BUSY -> Code.MIRROR_BUSY;
                    case FULL, NOT_WRITABLE -> Code.DISK_NOT_WRITABLE;
                    case NEWER -> Code.MIRROR_NEWER;
                    case HOME_REFUSED -> Code.MIRROR_OWNER;
                    case DAMAGED, BROKEN_RULE -> Code.MIRROR_DAMAGED;
                };
        return Failure.of(code)
                .detail(file.toString())
                .detail(String.valueOf(failed.getMessage()))
                .cause(failed)
                .build();
    }

    /** A file of the mirror cannot be used. */
    public static Failure damaged(String detail, Throwable cause) {
        return Failure.of(Code.MIRROR_DAMAGED).detail(detail).cause(cause).build();
    }
}
