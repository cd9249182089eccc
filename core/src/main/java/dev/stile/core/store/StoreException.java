package dev.stile.core.store;

import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;

import java.time.Duration;
import java.util.List;

/** The store cannot do what was asked. Nothing of the transaction in hand was kept. */
public final class StoreException extends StileException {
    private static final long serialVersionUID = 1L;

    /** Why; each is an error code of its own. */
    public enum Kind {
        /** Other processes hold the lock past the caller's deadline. */
        BUSY("store_busy"),
        /** The disk, or the quota, has no room. */
        FULL("store_full"),
        /** The file or its folder cannot be written. */
        NOT_WRITABLE("store_not_writable"),
        /** The file is no database, or is damaged. */
        DAMAGED("store_damaged"),
        /** The file was written by a newer release. */
        NEWER("store_newer"),
        /** The home folder is not safely ours. */
        HOME_REFUSED("home_refused"),
        /** A statement broke a rule of the schema, or something that nobody foresaw. */
        BROKEN_RULE("store_broken_rule");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Kind kind;

    /**
     * @param headline what happened, in words of ours
     * @param details further lines, the last being a command that repairs, where there is one
     */
    public StoreException(Kind kind, String headline, List<String> details) {
        super(kind.code, headline, retry(kind), details);
        this.kind = kind;
    }

    public StoreException(Kind kind, String headline, Throwable cause) {
        this(kind, headline, List.of());
        initCause(cause);
    }

    public Kind kind() {
        return kind;
    }

    private static Retry retry(Kind kind) {
        return switch (kind) {
            case BUSY -> new Retry.AfterDelay(Duration.ofSeconds(1));
            case FULL, NOT_WRITABLE, DAMAGED, NEWER, HOME_REFUSED -> new Retry.AfterUserAction();
            case BROKEN_RULE -> new Retry.No();
        };
    }
}
