package dev.stile.testkit.event;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.value.Cursor;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * What a host keeps from run to run: the cursor behind which everything is durable. For one thread.
 */
final class Host {
    /** Longer than any run of a case takes; a run that does not end fails its case. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Optional<Cursor> cursor = Optional.empty();

    /** Runs a source until its sink closes, and keeps the cursor. */
    void run(EventSource source, Start start, Sink sink) throws Exception {
        FutureTask<Boolean> run = begin(source, start, sink);
        try {
            run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            keep(sink);
        }
    }

    /** Begins a run, on a thread of its own. */
    FutureTask<Boolean> begin(EventSource source, Start start, Sink sink) {
        sink.serve(source);
        CallContext call =
                new CallContext(
                        Deadline.after(PATIENCE),
                        "contract",
                        Label.outside(Scope.of("contract")),
                        Progress.SILENT);
        Subscription subscription = new Subscription(cursor, start, Set.of(), call);
        FutureTask<Boolean> run =
                new FutureTask<>(
                        () -> {
                            source.subscribe(subscription, sink);
                            sink.ended();
                            return true;
                        });
        Thread thread = Thread.ofVirtual().unstarted(run);
        sink.belongsTo(thread);
        thread.start();
        return run;
    }

    /** What the sink made durable is where the next run begins. */
    void keep(Sink sink) {
        cursor = sink.durable().or(() -> cursor);
    }
}
