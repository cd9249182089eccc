package dev.stile.api.error;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Version;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sealed family of what can go wrong when a connector speaks to its server. Each kind says by
 * {@link #retry()} whether a retry can help.
 *
 * <p>Messages are words of ours: they hold no text from outside. What the server said is added by
 * {@link #saying}.
 */
public abstract sealed class ConnectorException extends StileException {
    private static final long serialVersionUID = 1L;

    private ConnectorException(String code, String headline, Retry retry, List<String> details) {
        super(code, headline, retry, details);
    }

    /**
     * So it is for every kind but the one that says the opposite, and a failure of the connector
     * itself: an error after a write is raised as one of these.
     */
    @Override
    public final boolean leftNothing() {
        return written().isEmpty() && !(this instanceof OutcomeUnknown || this instanceof Internal);
    }

    /** The same error, with what the server said beside it. */
    public final ConnectorException saying(Tainted<String> remoteText) {
        keepRemoteText(remoteText);
        return this;
    }

    /** Credentials are missing, wrong or expired. */
    public static final class Auth extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Auth(String headline) {
            super("auth", headline, new Retry.AfterUserAction(), List.of());
        }
    }

    /** The credentials are good and do not reach this far. */
    public static final class Permission extends ConnectorException {
        private static final long serialVersionUID = 1L;

        /**
         * @param headline what may not be done
         * @param missing names of scopes or rights that are missing, where the vendor documents
         *     them
         */
        public Permission(String headline, List<String> missing) {
            super(
                    "permission",
                    headline,
                    new Retry.AfterUserAction(),
                    missing.stream().map(name -> "missing: " + name).toList());
        }
    }

    /** There is no such project or record, or it is not visible. */
    public static final class NotFound extends ConnectorException {
        private static final long serialVersionUID = 1L;

        /** What was looked for. */
        public enum What {
            PROJECT,
            RECORD,
            COMMENT,
            ATTACHMENT,
            REVISION
        }

        private final What what;

        public NotFound(What what, String headline) {
            super("not_found", headline, new Retry.No(), List.of());
            this.what = what;
        }

        public What what() {
            return what;
        }
    }

    /** The connector cannot do this at all. */
    public static final class NotSupported extends ConnectorException {
        private static final long serialVersionUID = 1L;

        private final String feature;

        /**
         * @param feature the feature or operation that is missing, as its enum constant spells it
         */
        public NotSupported(String feature) {
            super(
                    "not_supported",
                    "this connector does not offer " + feature,
                    new Retry.No(),
                    List.of());
            this.feature = feature;
        }

        public String feature() {
            return feature;
        }
    }

    /** The precondition of a write did not hold. Nothing was written. */
    public static final class VersionMismatch extends ConnectorException {
        private static final long serialVersionUID = 1L;

        private final transient Version expected;
        private final transient Optional<Version> current;
        private final transient Optional<Tainted<TrackerRecord>> currentRecord;

        public VersionMismatch(
                Version expected,
                Optional<Version> current,
                Optional<Tainted<TrackerRecord>> currentRecord) {
            super(
                    "version_mismatch",
                    "the record changed since it was read",
                    new Retry.AfterUserAction(),
                    List.of());
            this.expected = expected;
            this.current = current;
            this.currentRecord = currentRecord;
        }

        public Version expected() {
            return expected;
        }

        public Optional<Version> current() {
            return current;
        }

        /** What the server has now, where its answer said so. */
        public Optional<Tainted<TrackerRecord>> currentRecord() {
            return currentRecord;
        }
    }

    /** The server, or the connector before it, refuses a value. Nothing was written. */
    public static final class Invalid extends ConnectorException {
        private static final long serialVersionUID = 1L;

        private final String field;
        private final String rule;
        private final transient List<Tainted<String>> allowed;

        /**
         * @param field name of the field or argument, as files spell it
         * @param rule what it breaks, in words of ours
         * @param allowed the values that would be taken, where that is known
         */
        public Invalid(String field, String rule, List<Tainted<String>> allowed) {
            super("invalid", field + ": " + rule, new Retry.AfterUserAction(), List.of());
            this.field = field;
            this.rule = rule;
            this.allowed = List.copyOf(allowed);
        }

        public Invalid(FieldRef field, String rule, List<Tainted<String>> allowed) {
            this(field.toString(), rule, allowed);
        }

        /** The cursor is too old or not ours: a full listing is due. */
        public static Invalid cursor(String rule) {
            return new Invalid("cursor", rule, List.of());
        }

        public String field() {
            return field;
        }

        /** What it breaks, in words of ours. */
        public String rule() {
            return rule;
        }

        public List<Tainted<String>> allowed() {
            return allowed;
        }
    }

    /** The server, or our own budget for it, asks to wait longer than this call may. */
    public static final class RateLimited extends ConnectorException {
        private static final long serialVersionUID = 1L;

        private final transient Instant until;
        private final boolean secondary;

        public RateLimited(Instant until, Duration delay, boolean secondary) {
            super(
                    "rate_limited",
                    "the server asks to wait until " + until,
                    new Retry.AfterDelay(delay),
                    List.of());
            this.until = until;
            this.secondary = secondary;
        }

        public Instant until() {
            return until;
        }

        public boolean secondary() {
            return secondary;
        }
    }

    /** The server cannot be reached or says that it cannot answer now. Nothing was written. */
    public static final class Unavailable extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String headline) {
            super("unavailable", headline, new Retry.AfterDelay(Duration.ofSeconds(5)), List.of());
        }

        /**
         * @param retry what the other side says about trying again
         */
        public Unavailable(String headline, Retry retry) {
            super("unavailable", headline, retry, List.of());
        }

        public Unavailable(String headline, Throwable cause) {
            this(headline);
            initCause(cause);
        }
    }

    /** A read, or a write that never left, took too long. */
    public static final class Timeout extends ConnectorException {
        private static final long serialVersionUID = 1L;

        /** Where the time went. */
        public enum Phase {
            CONNECT,
            SEND,
            WAIT,
            READ
        }

        private final Phase phase;

        public Timeout(Phase phase, Duration after) {
            super(
                    "timeout",
                    "no answer within "
                            + after.toMillis()
                            + " ms ("
                            + phase.name().toLowerCase(Locale.ROOT)
                            + ")",
                    new Retry.AfterDelay(Duration.ofSeconds(5)),
                    List.of());
            this.phase = phase;
        }

        public Phase phase() {
            return phase;
        }
    }

    /** An answer to a read is not what the operation promises. */
    public static final class Malformed extends ConnectorException {
        private static final long serialVersionUID = 1L;

        /**
         * @param expected what was expected and where, in words of ours
         */
        public Malformed(String expected) {
            super(
                    "malformed",
                    "the server's answer is not what was expected: " + expected,
                    new Retry.AfterDelay(Duration.ofSeconds(1)),
                    List.of());
        }
    }

    /** A write may have reached the server and has no definite answer. */
    public static final class OutcomeUnknown extends ConnectorException {
        private static final long serialVersionUID = 1L;

        private final String operation;
        private final boolean refusedForNow;

        public OutcomeUnknown(String operation, String why) {
            this(operation, why, false);
        }

        private OutcomeUnknown(String operation, String why, boolean refusedForNow) {
            super(
                    "outcome_unknown",
                    "whether " + operation + " took effect is not known: " + why,
                    new Retry.UnknownOutcome(),
                    List.of());
            this.operation = operation;
            this.refusedForNow = refusedForNow;
        }

        /**
         * The answer was that the server cannot do it now, such as 503. A gateway may say so of a
         * request that it passed on, and the server may do it yet: that stops further writes, and
         * proves nothing about this one. Where the vendor documents that nothing was done, it is
         * {@link Unavailable}.
         */
        public static OutcomeUnknown refusedForNow(String operation, String why) {
            return new OutcomeUnknown(operation, why, true);
        }

        /** Whether there was an answer, and it was that the server cannot do it now. */
        public boolean isRefusedForNow() {
            return refusedForNow;
        }

        public OutcomeUnknown(String operation, String why, Throwable cause) {
            this(operation, why);
            initCause(cause);
        }

        public String operation() {
            return operation;
        }
    }

    /** Something that no connector means to raise. */
    public static final class Internal extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Internal(String headline) {
            super("internal", headline, new Retry.No(), List.of());
        }

        public Internal(String headline, Throwable cause) {
            super("internal", headline, new Retry.No(), List.of());
            initCause(cause);
        }
    }
}
