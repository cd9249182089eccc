package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.http.Effect;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Watches what a connector sends, and disturbs it on demand. Any thread may send; one arms faults.
 */
public final class Wire {
    private record Armed(Predicate<HttpRequest> which, Fault fault, boolean once) {}

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Armed> armed = new ArrayList<>();

    /** Stands before a real client. */
    public EgressClient over(EgressClient real) {
        return (request, call) -> send(real, request, call);
    }

    /** Everything sent so far. */
    public synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** What is sent while the work runs. */
    public List<Exchange> during(Runnable work) {
        int before = exchanges().size();
        work.run();
        List<Exchange> all = exchanges();
        return all.subList(before, all.size());
    }

    /** Disturbs the next request of that kind. */
    public synchronized void next(Predicate<HttpRequest> which, Fault fault) {
        armed.add(new Armed(which, fault, true));
    }

    /** Disturbs every further request of that kind. */
    public synchronized void always(Predicate<HttpRequest> which, Fault fault) {
        armed.add(new Armed(which, fault, false));
    }

    /** Disturbs nothing any more. */
    public synchronized void calm() {
        armed.clear();
    }

    /** Whether every fault that was armed for one request has met it. */
    public synchronized boolean isSpent() {
        return armed.stream().noneMatch(Armed::once);
    }

    public static boolean reads(HttpRequest request) {
        return request.effect() == Effect.READ;
    }

    public static boolean writes(HttpRequest request) {
        return request.effect() != Effect.READ;
    }

    private HttpAnswer send(EgressClient real, HttpRequest request, CallContext call) {
        Optional<Fault> fault = take(request);
        int place = begin(request);
        HttpAnswer answer =
                fault.isEmpty()
                        ? real.send(request, call)
                        : disturbed(fault.get(), real, request, call);
        end(place, request, answer);
        return answer;
    }

    private HttpAnswer disturbed(
            Fault fault, EgressClient real, HttpRequest request, CallContext call) {
        return switch (fault) {
            case Fault.AnswerLost lost -> {
                real.send(request, call);
                throw lost(request);
            }
            case Fault.NotReached notReached ->
                    throw new ConnectorException.Unavailable("the server cannot be reached");
            case Fault.Status(int status) -> FakeAnswer.status(status, call.label());
            case Fault.Html html -> {
                real.send(request, call);
                yield FakeAnswer.html(call.label());
            }
            case Fault.Cut cut -> {
                real.send(request, call);
                throw cut(request);
            }
            case Fault.Changed(var change) -> FakeAnswer.changed(real.send(request, call), change);
            case Fault.TheAnswerOf(Exchange earlier) -> earlier.answer().orElseThrow();
        };
    }

    /** As the gate tells it: a read may be repeated, of a write nobody knows. */
    private static ConnectorException lost(HttpRequest request) {
        return reads(request)
                ? new ConnectorException.Timeout(
                        ConnectorException.Timeout.Phase.READ, Duration.ofSeconds(1))
                : new ConnectorException.OutcomeUnknown(
                        request.operation(), "the connection was reset");
    }

    private static ConnectorException cut(HttpRequest request) {
        return reads(request)
                ? new ConnectorException.Malformed("a whole answer")
                : new ConnectorException.OutcomeUnknown(request.operation(), "the answer was cut");
    }

    private synchronized Optional<Fault> take(HttpRequest request) {
        Optional<Armed> found =
                armed.stream().filter(each -> each.which().test(request)).findFirst();
        found.filter(Armed::once).ifPresent(armed::remove);
        return found.map(Armed::fault);
    }

    private synchronized int begin(HttpRequest request) {
        exchanges.add(new Exchange(request, Optional.empty()));
        return exchanges.size() - 1;
    }

    private synchronized void end(int place, HttpRequest request, HttpAnswer answer) {
        exchanges.set(place, new Exchange(request, Optional.of(answer)));
    }
}
