package dev.stile.cli.hosts;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.RepoTexts;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Subject;
import dev.stile.hosting.access.WriteAccess;
import dev.stile.hosting.inbox.PrInbox;
import dev.stile.hosting.plan.MergeJournal;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.HostParts;
import dev.stile.hosting.service.IntentJournal;
import dev.stile.hosting.watch.StoredHosts;
import dev.stile.hosting.watch.WatchParts;
import dev.stile.hosting.watch.Watcher;
import dev.stile.hosting.watch.Watches;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The watching of pull requests over one house. For one thread, but for hints; makes no request by
 * itself.
 */
public final class HostWatching implements AutoCloseable {
    private final Watches watches;
    private final StoredHosts source;
    private final WriteAccess access;
    private final Watcher watcher;

    private HostWatching(Watches watches, StoredHosts source, WriteAccess access, Watcher watcher) {
        this.watches = watches;
        this.source = source;
        this.access = access;
        this.watcher = watcher;
    }

    /** Which pull requests of a home are watched. */
    public static Watches watches(House house) {
        return new Watches(house.database(), house.audit(), house.around().clock());
    }

    /**
     * In the name of the daemon, which looks by itself.
     *
     * @param on which connections it may use
     */
    public static HostWatching ofDaemon(House house, Predicate<Connection> on) {
        return of(house, new Subject.Daemon(), on);
    }

    /** In the name of somebody who asks what the watcher would do. */
    public static HostWatching of(House house, Subject subject) {
        return of(house, subject, connection -> true);
    }

    private static HostWatching of(House house, Subject subject, Predicate<Connection> on) {
        HostParts hosts = OpenHosts.parts(house);
        Clock clock = house.around().clock();
        StoredHosts source =
                new StoredHosts(
                        house.connections(),
                        house.registry(),
                        OpenHosts.hosts(house),
                        house.home(),
                        house.database(),
                        house::requests,
                        on,
                        house.around().environment(),
                        clock,
                        Asking.of(subject));
        WriteAccess access = new WriteAccess(clock);
        Watcher watcher =
                new Watcher(
                        new WatchParts(
                                house.database(),
                                house.audit(),
                                new Leases(house.database(), clock, Holder.self()),
                                new PrInbox(house.inbox(), house.redactor()),
                                new MergeJournal(new IntentJournal(hosts), house.effects(), clock),
                                source,
                                access,
                                clock,
                                new SecureRandom()));
        return new HostWatching(watches(house), source, access, watcher);
    }

    /** What is watched. */
    public Watches watches() {
        return watches;
    }

    /** The hosts, with the policy for each repository. */
    public StoredHosts source() {
        return source;
    }

    /** Who may write, asked of the hosts. */
    public WriteAccess access() {
        return access;
    }

    /** Looks and acts. */
    public Watcher watcher() {
        return watcher;
    }

    /**
     * Somebody heard that something happened to what has that address. What is no address of a pull
     * request, or of none that is watched, changes nothing. Any thread may call; returns at once.
     */
    public void hint(String connection, Tainted<String> address) {
        String text = address.sanitise(Sanitizers.<String>sqlParameter(each -> each)).value();
        try {
            watcher.hint(connection, RepoTexts.pr(text, new Addresses()));
        } catch (Invalid other) {
            // A branch or an issue: the next look is soon enough.
        }
    }

    /** A name without its host says nothing here. */
    private static final class Addresses implements RepoTexts.Hosts {
        @Override
        public Optional<HostId> bySlug(String slug) {
            return Optional.empty();
        }

        @Override
        public boolean knows(HostId host) {
            return false;
        }

        @Override
        public Optional<HostId> standard() {
            return Optional.empty();
        }
    }

    /** Lets others watch at once, and shuts the hosts down. */
    @Override
    public void close() {
        try {
            watcher.close();
        } finally {
            source.close();
        }
    }
}
