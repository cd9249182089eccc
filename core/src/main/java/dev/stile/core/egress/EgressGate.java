package dev.stile.core.egress;

import dev.stile.core.egress.address.Names;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.Secrets;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What all egress clients of a process share. Immutable; any thread may use it.
 *
 * @param version of Stile, for the user agent
 * @param caller who asks
 * @param crossings leave and rows
 * @param names who knows addresses
 * @param secrets who resolves references
 * @param redactor learns each secret before it is used
 * @param clock for dates that servers send
 * @param random for the jitter of waits
 * @param pause how to wait
 * @param times bounds of each exchange
 * @param sizes bounds of each message
 */
public record EgressGate(
        String version,
        Caller caller,
        Crossings crossings,
        Names names,
        Secrets secrets,
        Redactor redactor,
        Clock clock,
        RandomGenerator random,
        Pause pause,
        TimeLimits times,
        SizeLimits sizes) {
    /** The same, with somebody else who resolves references. */
    EgressGate with(Secrets others) {
        return new EgressGate(
                version, caller, crossings, names, others, redactor, clock, random, pause, times,
                sizes);
    }

    /** The client of one connection. Makes no request. */
    public GuardedClient open(EgressProfile profile) {
        return new GuardedClient(this, profile);
    }
}
