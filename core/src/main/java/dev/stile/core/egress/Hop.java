package dev.stile.core.egress;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.egress.address.RememberedNames;
import dev.stile.core.egress.grant.Denial;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.egress.wire.Dialer;
import dev.stile.core.egress.wire.Exchange;
import dev.stile.core.egress.wire.RawAnswer;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.egress.wire.Wire;
import dev.stile.core.egress.wire.WireException;
import dev.stile.core.egress.wire.WirePool;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RateBuckets;
import dev.stile.core.limit.RequestKind;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One request to one place: checked, counted, recorded, sent, answered, recorded. Any thread may
 * use it.
 */
final class Hop {
    /** What one hop came to. */
    sealed interface Result {
        record Answered(RawAnswer answer) implements Result {}

        /**
         * @param onUsedWire whether the server may just have closed a connection that lay idle
         */
        record Failed(WireException failure, boolean onUsedWire) implements Result {}
    }

    private record Route(Optional<Wire> wire, List<InetAddress> addresses) {}

    private final EgressGate gate;
    private final EgressProfile profile;
    private final RequestHead heads;
    private final Outcomes outcomes;
    private final Dialer dialer;
    private final RememberedNames names;
    private final WirePool pool;

    Hop(EgressGate gate, EgressProfile profile, WirePool pool) {
        this.gate = gate;
        this.profile = profile;
        this.pool = pool;
        this.outcomes = new Outcomes(profile.connection());
        this.dialer = new Dialer(profile.authority(), gate.sizes());
        this.names = new RememberedNames(gate.names(), System::nanoTime);
        this.heads =
                new RequestHead(
                        gate.version(),
                        profile,
                        new Credentials(
                                gate.secrets(),
                                gate.redactor(),
                                profile.connection(),
                                profile.secrets()));
    }

    /**
     * Runs it.
     *
     * @param first where the first hop of this try went
     * @param end bound of the exchange
     */
    Result run(
            Outgoing outgoing,
            WebAddress address,
            WebAddress first,
            CallContext call,
            Deadline end,
            Patience patience) {
        Route route = route(outgoing, address.origin(), call, end);
        boolean handedOver = false;
        BucketKey key = outgoing.bucket(address.origin(), profile.identity());
        try (RateBuckets.Place place = gate.crossings().takePlace(end, key, profile.pacing())) {
            byte[] head = heads.write(outgoing, address, first, end);
            try {
                AuditEntry entry = intent(outgoing, address, call);
                long intent = leave(outgoing, entry, end, key, patience);
                handedOver = true;
                return cross(outgoing, address, end, route, head, entry, intent);
            } finally {
                Arrays.fill(head, (byte) 0);
            }
        } finally {
            if (!handedOver) {
                route.wire().ifPresent(Wire::close);
            }
        }
    }

    /** Records a denial and gives the error that says so (TU-17). */
    StileException denied(Denial denial, Outgoing outgoing, String target, CallContext call) {
        gate.crossings()
                .note(
                        call.deadline().orSooner(gate.times().whole()),
                        entry(AuditVerb.EGRESS_DENIED, target, call)
                                .decision(AuditDecision.REFUSE, denial.reason())
                                .outcome("egress_denied"));
        return Refusals.of(profile.connection(), denial);
    }

    AuditEntry entry(AuditVerb verb, String target, CallContext call) {
        return AuditEntry.of(gate.caller().origin(), gate.caller().actor(), verb)
                .connection(profile.connection())
                // A server may say a secret back in the place that it sends us to (TU-44).
                .target(gate.redactor().clean(target))
                .label(call.label())
                .ref("session", call.correlation());
    }

    private Route route(Outgoing outgoing, Origin origin, CallContext call, Deadline end) {
        Optional<Denial> notGranted = profile.grants().check(origin);
        if (notGranted.isPresent()) {
            throw denied(notGranted.get(), outgoing, origin.toString(), call);
        }
        Optional<Wire> wire = pool.take(origin, !outgoing.isRepeatable());
        if (wire.isPresent()) {
            return new Route(wire, List.of());
        }
        List<InetAddress> addresses = addresses(origin, end);
        Optional<Denial> denial = profile.grants().check(origin, addresses);
        if (denial.isPresent()) {
            throw denied(denial.get(), outgoing, origin.toString(), call);
        }
        return new Route(Optional.empty(), addresses);
    }

    private List<InetAddress> addresses(Origin origin, Deadline end) {
        try {
            return names.addresses(origin.host(), end.orSooner(gate.times().connect()));
        } catch (UnknownHostException unknown) {
            throw new Unavailable("the name of " + origin + " leads nowhere", unknown);
        }
    }

    private long leave(
            Outgoing outgoing, AuditEntry entry, Deadline end, BucketKey key, Patience patience) {
        RequestKind kind = outgoing.isRead() ? RequestKind.READ : RequestKind.WRITE;
        AuditRow intent = AuditRow.intent(entry);
        while (true) {
            switch (gate.crossings().begin(end, key, kind, profile.pacing(), intent)) {
                case Crossings.Leave.Granted(long number) -> {
                    return number;
                }
                case Crossings.Leave.Wait wait -> patience.obey(wait.duration(), wait.secondary());
            }
        }
    }

    private AuditEntry intent(Outgoing outgoing, WebAddress address, CallContext call) {
        AuditEntry entry =
                entry(
                                outgoing.isRead() ? AuditVerb.EGRESS_READ : AuditVerb.EGRESS_WRITE,
                                outgoing.request().method() + " " + address.withoutQuery(),
                                call)
                        .decision(AuditDecision.ALLOW, outgoing.request().operation());
        return outgoing.hasBody()
                ? entry.content(outgoing.digest(), outgoing.body().length)
                : entry;
    }

    private Result cross(
            Outgoing outgoing,
            WebAddress address,
            Deadline end,
            Route route,
            byte[] head,
            AuditEntry entry,
            long intent) {
        boolean recorded = false;
        try {
            RawAnswer answer = exchange(outgoing, address.origin(), end, route, head);
            gate.crossings()
                    .end(
                            intent,
                            entry.outcome("ok")
                                    .reason("status " + answer.status())
                                    .bytes(answer.body().length));
            recorded = true;
            return new Result.Answered(answer);
        } catch (WireException failed) {
            gate.crossings().end(intent, entry.outcome(code(outgoing, address, failed)));
            recorded = true;
            return new Result.Failed(failed, route.wire().isPresent());
        } finally {
            if (!recorded) {
                gate.crossings().end(intent, entry.outcome("internal"));
            }
        }
    }

    private String code(Outgoing outgoing, WebAddress address, WireException failed) {
        return outcomes.of(outgoing, address.origin(), failed, Duration.ZERO).code();
    }

    private RawAnswer exchange(
            Outgoing outgoing, Origin origin, Deadline end, Route route, byte[] head)
            throws WireException {
        TimeLimits times = gate.times();
        Wire wire =
                route.wire().isPresent()
                        ? route.wire().get()
                        : dialer.open(origin, route.addresses(), times, end.nanoTime());
        Exchange exchange = new Exchange(wire, times, gate.sizes(), end.nanoTime());
        RawAnswer answer = exchange.run(outgoing.request().method(), head, outgoing.body());
        if (exchange.isWireReusable()) {
            pool.put(wire);
        }
        return answer;
    }
}
