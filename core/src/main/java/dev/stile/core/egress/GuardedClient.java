package dev.stile.core.egress;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.StileException;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.egress.grant.Denial;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.egress.wire.RawAnswer;
import dev.stile.core.egress.wire.WireException;
import dev.stile.core.egress.wire.WirePool;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.limit.BucketKey;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The egress client of one connection. Any thread may call it, several at once. Closing it ends the
 * connections that lie idle.
 */
public final class GuardedClient implements EgressClient, AutoCloseable {
    /** The call's own deadline, or this after the longest exchange: nothing waits for ever. */
    private static final Duration WAITING = Duration.ofSeconds(60);

    private static final Duration LIMIT_WITHOUT_DELAY = Duration.ofSeconds(60);

    private final EgressGate gate;
    private final EgressProfile profile;
    private final WirePool pool = new WirePool();
    private final JsonWriter writer = new JsonWriter();
    private final JsonReader reader = new JsonReader();
    private final Outcomes outcomes;
    private final LimitSigns signs;
    private final Hop hop;

    GuardedClient(EgressGate gate, EgressProfile profile) {
        this.gate = gate;
        this.profile = profile;
        this.outcomes = new Outcomes(profile.connection());
        this.signs = new LimitSigns(gate.clock());
        this.hop = new Hop(gate, profile, pool);
    }

    @Override
    public HttpAnswer send(HttpRequest request, CallContext call) {
        Outgoing outgoing = Outgoing.of(request, writer);
        WebAddress address = checked(outgoing, call);
        Duration whole = request.patience().or(profile::longest).orElse(gate.times().whole());
        Deadline deadline = call.deadline().orSooner(whole.plus(WAITING));
        Patience patience = new Patience(gate, deadline, whole, call.progress());
        boolean isRenewed = false;
        while (true) {
            patience.begin();
            Instant begun = gate.clock().instant();
            Optional<Last> last = tried(outgoing, address, call, patience);
            if (last.isPresent()) {
                RawAnswer answer = last.get().answer();
                if (answer.status() == 401
                        && last.get().isOwn()
                        && !isRenewed
                        && gate.secrets().renew(profile.connection(), begun)) {
                    // Nothing was done for whoever is not let in.
                    isRenewed = true;
                    continue;
                }
                return new ReceivedAnswer(answer, call.label(), reader);
            }
        }
    }

    /**
     * The answer of the last hop.
     *
     * @param isOwn whether it is of an origin that was given the credentials: no other one can
     *     refuse them
     */
    private record Last(RawAnswer answer, boolean isOwn) {}

    @Override
    public void close() {
        pool.close();
    }

    private WebAddress checked(Outgoing outgoing, CallContext call) {
        Optional<Denial> denial =
                HeaderRules.check(outgoing.request().headers(), profile.secrets());
        if (denial.isPresent()) {
            throw hop.denied(denial.get(), outgoing, "the headers of a request", call);
        }
        if (outgoing.body().length > gate.sizes().requestBody()) {
            throw Refusals.requestTooLarge(
                    outgoing.request().operation(),
                    outgoing.body().length,
                    gate.sizes().requestBody());
        }
        try {
            return WebAddress.parse(outgoing.request().url().toString());
        } catch (AmbiguousUrlException ambiguous) {
            throw hop.denied(
                    new Denial.AmbiguousUrl(ambiguous.what()),
                    outgoing,
                    "the address of a request",
                    call);
        }
    }

    private Optional<Last> tried(
            Outgoing outgoing, WebAddress address, CallContext call, Patience patience) {
        try {
            return tryOnce(outgoing, address, call, patience);
        } catch (StileException failed) {
            throw patience.isInDoubt() && failed.leftNothing()
                    ? new OutcomeUnknown(
                            outgoing.request().operation(),
                            "an earlier try may have arrived, and then: " + failed.headline(),
                            failed)
                    : failed;
        }
    }

    /** Empty if another try is due, after all waiting for it is done. */
    private Optional<Last> tryOnce(
            Outgoing outgoing, WebAddress first, CallContext call, Patience patience) {
        WebAddress address = first;
        int hops = 0;
        while (true) {
            long began = System.nanoTime();
            switch (hop.run(outgoing, address, first, call, patience)) {
                case Hop.Result.Failed failed -> {
                    again(outgoing, address, failed, began, patience);
                    return Optional.empty();
                }
                case Hop.Result.Answered(RawAnswer answer) -> {
                    switch (Redirects.of(outgoing, address, answer, hops)) {
                        case Redirects.Stay stay -> {
                            boolean isOwn = profile.grants().own().contains(address.origin());
                            return settled(outgoing, address, answer, patience)
                                    .map(kept -> new Last(kept, isOwn));
                        }
                        case Redirects.Go(WebAddress to) -> {
                            noteRedirect(address, to, call);
                            address = to;
                            hops++;
                        }
                        case Redirects.Refused(Denial denial) ->
                                throw hop.denied(denial, outgoing, address.withoutQuery(), call);
                        case Redirects.Unknown(String why) ->
                                throw new OutcomeUnknown(outgoing.request().operation(), why);
                    }
                }
            }
        }
    }

    private void noteRedirect(WebAddress from, WebAddress to, CallContext call) {
        gate.crossings()
                .note(
                        call.deadline().orSooner(gate.times().whole()),
                        hop.entry(AuditVerb.EGRESS_REDIRECT, to.withoutQuery(), call)
                                .reason("from " + gate.redactor().clean(from.withoutQuery())));
    }

    /** Returns if another try is due; throws if not. */
    private void again(
            Outgoing outgoing,
            WebAddress address,
            Hop.Result.Failed failed,
            long began,
            Patience patience) {
        WireException failure = failed.failure();
        boolean repeat = Outcomes.isRepeatable(outgoing, failure) && !patience.isSpent();
        boolean stale = failed.onUsedWire() && failure.kind() == WireException.Kind.DROPPED;
        if (!repeat || !(stale || patience.backOff())) {
            Duration spent = Duration.ofNanos(System.nanoTime() - began);
            throw outcomes.of(outgoing, address.origin(), failure, spent);
        }
        if (failure.mayHaveLeft() && !outgoing.isRead()) {
            patience.doubt();
        }
    }

    /**
     * The answer, or empty if the server asks to come again and that may be done. A delay that it
     * asks for is learned by the buckets, which make the next try of every process wait.
     */
    private Optional<RawAnswer> settled(
            Outgoing outgoing, WebAddress address, RawAnswer answer, Patience patience) {
        BucketKey key = outgoing.bucket(address.origin(), profile.identity());
        signs.read(answer, outgoing.request().resource())
                .ifPresent(limit -> gate.crossings().learn(patience.exchange(), key, limit));
        Optional<Duration> delay = signs.delay(answer);
        if (answer.status() == 429) {
            if (patience.isSpent()) {
                throw patience.rateLimited(delay.orElse(LIMIT_WITHOUT_DELAY), delay.isEmpty());
            }
            return Optional.empty();
        }
        if (answer.status() < 500 || !outgoing.isRepeatable() || patience.isSpent()) {
            return Optional.of(answer);
        }
        if (!outgoing.isRead()) {
            patience.doubt();
        }
        if (answer.status() == 503 && delay.isPresent()) {
            return Optional.empty();
        }
        boolean mayPass =
                switch (answer.status()) {
                    case 500, 502, 503, 504 -> true;
                    default -> false;
                };
        return mayPass && patience.backOff() ? Optional.empty() : Optional.of(answer);
    }
}
