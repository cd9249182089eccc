package dev.stile.git.surface;

import dev.stile.api.label.Label;
import dev.stile.core.audit.AuditLog;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.push.Crossing;
import dev.stile.git.push.PushJournal;
import dev.stile.git.sync.Tracker;

import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a session on a mirror needs from the rest of the house. The tracker is opened when it is
 * first asked.
 *
 * @param tracker opens the tracker, once
 * @param journal opens the journal of pushes, once
 * @param audit opens the audit log, once
 * @param requests how many requests left so far
 * @param crossing in whose name
 * @param label of what a push brings
 * @param options of the connection
 * @param clock ours
 * @param newKeys random texts of 32 hex digits
 */
public record SessionParts(
        Supplier<Tracker> tracker,
        Supplier<PushJournal> journal,
        Supplier<AuditLog> audit,
        LongSupplier requests,
        Crossing crossing,
        Label label,
        MirrorOptions options,
        Clock clock,
        Supplier<String> newKeys) {}
