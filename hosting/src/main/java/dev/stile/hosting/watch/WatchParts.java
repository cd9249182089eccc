package dev.stile.hosting.watch;

import dev.stile.core.audit.AuditLog;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Database;
import dev.stile.hosting.access.WriteAccess;
import dev.stile.hosting.inbox.PrInbox;
import dev.stile.hosting.plan.MergeJournal;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The parts of the house that a watcher stands on.
 *
 * @param database with the schema of the home
 * @param random spreads looks; used by each thread that calls
 */
public record WatchParts(
        Database database,
        AuditLog audit,
        Leases leases,
        PrInbox inbox,
        MergeJournal merges,
        HostSource source,
        WriteAccess access,
        Clock clock,
        RandomGenerator random) {}
