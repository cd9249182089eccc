package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.json.Json;
import dev.stile.flow.process.child.ChildProgram;
import dev.stile.flow.process.wire.Hello;
import dev.stile.flow.process.wire.Limits;
import dev.stile.flow.process.wire.Lines;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program's stream of events (FL-28 to FL-36, FL-40). One run at a time; what it means that a run
 * ended is in the error: {@code Timeout} was silent or did not read, {@code Malformed} broke the
 * protocol, {@code Unavailable} ended by itself.
 */
final class ProcessEvents implements EventSource {
    static final String SUBSCRIBE = "subscribe";

    private final Caller caller;
    private final Greetings greetings;
    private final Lines lines = new Lines();
    private final AtomicReference<Optional<StreamRun>> current =
            new AtomicReference<>(Optional.empty());

    ProcessEvents(Caller caller, Greetings greetings) {
        this.caller = caller;
        this.greetings = greetings;
    }

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        Deadline soon = subscription.call().deadline().orSooner(caller.manifest().limits().auth());
        Hello hello = greetings.offering(SUBSCRIBE, soon);
        Limits limits = limits(hello);
        ChildProgram child;
        try (GivenSecrets given = caller.secrets().resolve(soon)) {
            child = caller.start(List.of(SUBSCRIBE), given.environment(), limits.maxLineBytes());
            child.send(request(subscription, hello, limits, given, child.run()), false);
        }
        StreamRun run = new StreamRun(caller, child, hello, limits, subscription, sink);
        current.set(Optional.of(run));
        try {
            run.tellAll();
        } finally {
            current.set(Optional.empty());
            child.stop(caller.host().times().stop());
        }
    }

    @Override
    public void acknowledged(SourceEvent event) {
        current.get().ifPresent(run -> run.acknowledge(event));
    }

    @Override
    public void refused(SourceEvent event, String code) {
        current.get().ifPresent(run -> run.refuse(event, code));
    }

    @Override
    public void postponed(SourceEvent event, String code) {
        current.get().ifPresent(run -> run.postpone(event, code));
    }

    /**
     * Protocol 0 has no frame that says that all is well: silence ends it only if its template says
     * so.
     */
    private Limits limits(Hello hello) {
        CallLimits declared = caller.manifest().limits();
        Limits ours = Limits.of(declared).orLess(hello.limits());
        boolean mayBeSilent =
                hello.protocol() == 0 && declared.silence().equals(CallLimits.standard().silence());
        return mayBeSilent
                ? new Limits(ours.maxLineBytes(), ours.maxInFlight(), Optional.empty())
                : ours;
    }

    /** A stream of protocol 1 that its caller reads and ends. */
    ChildProgram begin(Json.JsonObject limits) {
        Deadline soon = Deadline.after(caller.manifest().limits().auth());
        try (GivenSecrets given = caller.secrets().resolve(soon)) {
            ChildProgram child =
                    caller.start(
                            List.of(SUBSCRIBE),
                            given.environment(),
                            caller.manifest().limits().maxLineBytes());
            Json.JsonObject request =
                    Json.object()
                            .put("op", SUBSCRIBE)
                            .put("protocol", Greetings.OURS)
                            .put("connection", caller.connection())
                            .put("start", "beginning")
                            .put("settings", caller.settings())
                            .put("limits", limits)
                            .put("run_id", child.run())
                            .put("later", true)
                            .build();
            child.send(lines.line(request, given.lines()), false);
            return child;
        }
    }

    private byte[] request(
            Subscription subscription,
            Hello hello,
            Limits limits,
            GivenSecrets given,
            String runId) {
        Json.ObjectBuilder request = Json.object().put("op", SUBSCRIBE);
        Optional<String> cursor = subscription.cursor().map(known -> known.text());
        if (hello.protocol() == 0) {
            return lines.line(
                    request.put("connection", caller.connection()).putIf("cursor", cursor).build());
        }
        request.put("protocol", hello.protocol())
                .put("connection", caller.connection())
                .putIf("cursor", cursor)
                .put("start", cursor.isPresent() ? Json.text("cursor") : start(subscription));
        if (!subscription.contacts().isEmpty() && hello.understands("contacts")) {
            request.put("contact_ids", subscription.contacts().stream().sorted().toList());
        }
        Json.ObjectBuilder bounds =
                Json.object()
                        .put("max_line_bytes", limits.maxLineBytes())
                        .put("max_in_flight", limits.maxInFlight());
        limits.silence().ifPresent(longest -> bounds.put("silence_seconds", longest.toSeconds()));
        request.put("settings", caller.settings())
                .put("limits", bounds.build())
                .put("run_id", runId);
        return lines.line(request.build(), given.lines());
    }

    private static Json start(Subscription subscription) {
        return switch (subscription.start()) {
            case Start.Now now -> Json.text("now");
            case Start.Beginning beginning -> Json.text("beginning");
            case Start.Since(var time) -> Json.object().put("since", time.toString()).build();
        };
    }
}
