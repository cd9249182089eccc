package dev.stile.flow.conform;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.flow.process.ProcessConnector;

import java.time.Duration;
import java.util.List;

/** What all families share. One thread. */
final class Cases {
    /** Begins the reason of a skip that is no gap of the run. */
    static final String NOT_OFFERED = "not offered";

    private static final Duration CALL = Duration.ofSeconds(60);

    private final Options options;
    private final ProcessConnector connector;
    private final List<Result> results;

    Cases(Options options, ProcessConnector connector, List<Result> results) {
        this.options = options;
        this.connector = connector;
        this.results = results;
    }

    Options options() {
        return options;
    }

    ProcessConnector connector() {
        return connector;
    }

    /** Something to be seen. */
    interface Look {
        /** What was seen instead of what is due; empty if that was seen. */
        String look();
    }

    boolean check(String family, String name, String rule, Look look) {
        String seen;
        try {
            seen = look.look();
        } catch (StileException failed) {
            seen = failed.headline();
        }
        results.add(
                new Result(
                        family,
                        name,
                        seen.isEmpty() ? Result.Outcome.PASS : Result.Outcome.FAIL,
                        seen,
                        rule));
        return seen.isEmpty();
    }

    void skip(String family, String name, String rule, String why) {
        results.add(new Result(family, name, Result.Outcome.SKIPPED, why, rule));
    }

    boolean offers(String operation) {
        return connector.hello(Deadline.after(CALL)).offers(operation);
    }

    CallContext call() {
        return new CallContext(
                Deadline.after(CALL),
                "conform",
                Label.outside(Scope.of(options.connection())),
                Progress.SILENT);
    }
}
