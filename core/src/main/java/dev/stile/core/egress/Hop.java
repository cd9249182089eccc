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

    /** What one look at the buckets came to. */
    private sealed interface Step {
        record Over(Result result) implements Step {}

        record NotYet(Duration duration, boolean secondary) implements Step {}
    }

    /**
     * Leave to send.
     *
     * @param intent its row
     * @param head what is sent, with the secrets in it
     */
    private record Crossing(long intent, AuditEntry entry, byte[] head) {}

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
     * Runs it. What it needs for that, it takes anew after each wait: nothing lies idle meanwhile,
     * and nobody else is kept from it.
     *
     * @param first where the first hop of this try went
     */
    Result run(
            Outgoing outgoing,
            WebAddress address,
            WebAddress first,
            CallContext call,
            Patience patience) {
        requireGranted(outgoing, address.origin(), call);
        boolean isOwn = profile.grants().own().contains(address.origin());
        while (true) {
            if (isOwn) {
                gate.secrets().prepare(profile.connection(), patience.call());
            }
            switch (step(outgoing, address, first, call, patience)) {
                case Step.Over(Result result) -> {
                    return result;
                }
                case Step.NotYet(Duration duration, boolean secondary) ->
                        patience.obey(duration, secondary);
            }
        }
    }

    private Step step(
            Outgoing outgoing,
            WebAddress address,
            WebAddress first,
            CallContext call,
            Patience patience) {
        BucketKey key = outgoing.bucket(address.origin(), profile.identity());
        RequestKind kind = outgoing.isRead() ? RequestKind.READ : RequestKind.WRITE;
        try (RateBuckets.Place place =
                gate.crossings().takePlace(patience.call(), key, profile.pacing())) {
            Deadline end = patience.exchange();
            Route route = route(outgoing, address.origin(), call, end);
            boolean handedOver = false;
            byte[] head = new byte[0];
            try {
                head = heads.write(outgoing, address, first, end);
                AuditEntry entry = intent(outgoing, address, call);
                AuditRow row = AuditRow.intent(entry);
                Crossings.Leave leave =
                        gate.crossings().begin(end, key, kind, profile.pacing(), row);
                handedOver = true;
                return switch (leave) {
                    case Crossings.Leave.Granted(long intent) -> {
                        Crossing crossing = new Crossing(intent, entry, head);
                        yield new Step.Over(cross(outgoing, address, call, end, route, crossing));
                    }
                    case Crossings.Leave.Wait(Duration duration, boolean secondary) -> {
                        route.wire().ifPresent(pool::giveBack);
                        yield new Step.NotYet(duration, secondary);
                    }
                };
            } finally {
                Arrays.fill(head, (byte) 0);
                if (!handedOver) {
                    route.wire().ifPresent(Wire::close);
                }
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

    private void requireGranted(Outgoing outgoing, Origin origin, CallContext call) {
        Optional<Denial> notGranted = profile.grants().check(origin);
        if (notGranted.isPresent()) {
            throw denied(notGranted.get(), outgoing, origin.toString(), call);
        }
    }

    private Route route(Outgoing outgoing, Origin origin, CallContext call, Deadline end) {
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
            CallContext call,
            Deadline end,
            Route before,
            Crossing crossing) {
        String outcome = "internal";
        Optional<RawAnswer> answered = Optional.empty();
        try {
            Route route = fresh(before, outgoing, address.origin(), call, end);
            try {
                RawAnswer answer = exchange(outgoing, address.origin(), end, route, crossing);
                outcome = "ok";
                answered = Optional.of(answer);
                return new Result.Answered(answer);
            } catch (WireException failed) {
                outcome = code(outgoing, address, failed);
                return new Result.Failed(failed, route.wire().isPresent());
            }
        } catch (StileException known) {
            outcome = known.code();
            throw known;
        } finally {
            AuditEntry entry = crossing.entry().outcome(outcome);
            gate.crossings()
                    .end(
                            crossing.intent(),
                            answered.map(
                                            answer ->
                                                    entry.reason("status " + answer.status())
                                                            .bytes(answer.body().length))
                                    .orElse(entry));
        }
    }

    /** The same way, looked at again: the row may have taken its time (TU-6). */
    private Route fresh(
            Route route, Outgoing outgoing, Origin origin, CallContext call, Deadline end) {
        if (route.wire().filter(wire -> pool.isFit(wire, !outgoing.isRepeatable())).isPresent()) {
            return route;
        }
        route.wire().ifPresent(Wire::close);
        return route(outgoing, origin, call, end);
    }

    private String code(Outgoing outgoing, WebAddress address, WireException failed) {
        return outcomes.of(outgoing, address.origin(), failed, Duration.ZERO).code();
    }

    private RawAnswer exchange(
            Outgoing outgoing, Origin origin, Deadline end, Route route, Crossing crossing)
            throws WireException {
        TimeLimits times = gate.times();
        Wire wire =
                route.wire().isPresent()
                        ? route.wire().get()
                        : dialer.open(origin, route.addresses(), times, end.nanoTime());
        Exchange exchange = new Exchange(wire, times, gate.sizes(), end.nanoTime());
        RawAnswer answer =
                exchange.run(outgoing.request().method(), crossing.head(), outgoing.body());
        if (exchange.isWireReusable()) {
            pool.put(wire);
        }
        return answer;
    }
}
