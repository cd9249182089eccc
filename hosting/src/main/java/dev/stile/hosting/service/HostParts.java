package dev.stile.hosting.service;

import dev.stile.core.audit.AuditLog;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.egress.Pause;
import dev.stile.core.egress.address.Names;
import dev.stile.core.lease.Holder;
import dev.stile.core.policy.Policies;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.Secrets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;

import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The parts of the house that hosts are served from.
 *
 * @param database with the schema of the home
 * @param audit the same that the table of effects writes to
 * @param names what our own git is let go to, by its addresses
 * @param redactor learns every credential that is handed out
 * @param clock ours
 * @param pause how waits are waited
 * @param randomness fit for keys; asked for keys of writes, and once in a home for that of marks
 * @param self this process, by which a later one knows what a dead one left
 * @param places shared by all hosts of this process
 */
public record HostParts(
        Home home,
        Database database,
        EffectTable effects,
        AuditLog audit,
        Policies policies,
        Secrets secrets,
        Names names,
        Redactor redactor,
        Clock clock,
        Pause pause,
        Supplier<? extends RandomGenerator> randomness,
        Holder self,
        HostPlaces places) {}
