package dev.stile.flow.connection;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The life of one connection. Immutable.
 *
 * @param slug of the connection
 * @param made which connection of that name it is: when that was made
 * @param madeVersion at which version of it
 * @param lifecycle where it stands
 * @param health as its probes say; what its streams say is apart
 * @param reason of the health, a word of ours
 * @param healthSince when the health became so
 * @param noticed what was told since it was last healthy
 * @param probeFailures how many probes in a row gave no answer
 * @param account whom the other side takes us for
 * @param restartsAsked counts how often a person asked for a restart
 * @param deleting who deletes it, while it is being deleted
 * @param version counts the changes
 */
public record ConnectionLife(
        String slug,
        Instant made,
        long madeVersion,
        Lifecycle lifecycle,
        Health health,
        Optional<String> reason,
        Instant healthSince,
        Set<Health> noticed,
        int probeFailures,
        Optional<String> account,
        long restartsAsked,
        Optional<Deleting> deleting,
        long version) {
    /**
     * A deletion that was begun.
     *
     * @param by the person who asked
     * @param withRules whether its rules go with it
     */
    public record Deleting(String by, boolean withRules) {}

    public ConnectionLife {
        noticed = Set.copyOf(noticed);
    }

    /** A connection of which nothing is known. */
    static ConnectionLife fresh(String slug, Instant made, long madeVersion, long version) {
        return new ConnectionLife(
                slug,
                made,
                madeVersion,
                Lifecycle.CREATED,
                Health.UNKNOWN,
                Optional.empty(),
                made,
                Set.of(),
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                version);
    }

    /**
     * The same for the connection as it is now: what was proven of another version of it is proven
     * no more.
     */
    ConnectionLife of(Instant nowMade, long nowVersion) {
        if (!made.equals(nowMade)) {
            return fresh(slug, nowMade, nowVersion, version);
        }
        if (madeVersion == nowVersion) {
            return this;
        }
        boolean proven = lifecycle.isReady() || lifecycle == Lifecycle.AUTHENTICATING;
        Draft draft = new Draft();
        draft.madeVersion = nowVersion;
        draft.lifecycle = proven ? Lifecycle.CREATED : lifecycle;
        draft.health = Health.UNKNOWN;
        draft.reason = Optional.empty();
        draft.probeFailures = 0;
        draft.account = Optional.empty();
        return draft.life();
    }

    ConnectionLife with(Lifecycle next) {
        Draft draft = new Draft();
        draft.lifecycle = next;
        return draft.life();
    }

    ConnectionLife with(Health next, Optional<String> why, int failures, Instant now) {
        Draft draft = new Draft();
        draft.health = next;
        draft.reason = why;
        draft.healthSince = next == health ? healthSince : now;
        draft.probeFailures = failures;
        return draft.life();
    }

    ConnectionLife withAccount(Optional<String> known) {
        Draft draft = new Draft();
        draft.account = known.or(() -> account);
        return draft.life();
    }

    ConnectionLife withNoticed(Set<Health> told) {
        Draft draft = new Draft();
        draft.noticed = told;
        return draft.life();
    }

    ConnectionLife alsoNoticed(Health told) {
        EnumSet<Health> more = EnumSet.of(told);
        more.addAll(noticed);
        return withNoticed(more);
    }

    ConnectionLife withRestartAsked() {
        Draft draft = new Draft();
        draft.restartsAsked++;
        return draft.life();
    }

    ConnectionLife withDeleting(Deleting by) {
        Draft draft = new Draft();
        draft.deleting = Optional.of(by);
        return draft.life();
    }

    /** This life, on its way to another that differs in a few things. */
    private final class Draft {
        private long madeVersion = ConnectionLife.this.madeVersion;
        private Lifecycle lifecycle = ConnectionLife.this.lifecycle;
        private Health health = ConnectionLife.this.health;
        private Optional<String> reason = ConnectionLife.this.reason;
        private Instant healthSince = ConnectionLife.this.healthSince;
        private Set<Health> noticed = ConnectionLife.this.noticed;
        private int probeFailures = ConnectionLife.this.probeFailures;
        private Optional<String> account = ConnectionLife.this.account;
        private long restartsAsked = ConnectionLife.this.restartsAsked;
        private Optional<Deleting> deleting = ConnectionLife.this.deleting;

        ConnectionLife life() {
            return new ConnectionLife(
                    slug,
                    made,
                    madeVersion,
                    lifecycle,
                    health,
                    reason,
                    healthSince,
                    noticed,
                    probeFailures,
                    account,
                    restartsAsked,
                    deleting,
                    version);
        }
    }
}
