package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What stands around each call of a host: its services, the permission, the time it may take, its
 * rows, and one family of errors. Any thread may use it.
 */
final class HostCalls {
    /** How long a write waits for its place; half of the time of its call is left to it then. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final AtomicReference<@Nullable HostServices> services = new AtomicReference<>();
    private final RunningCalls running = new RunningCalls();
    private final RunningCalls life = new RunningCalls();
    private final Consumer<String> notes;

    /**
     * @param notes where to say something for people
     */
    HostCalls(Consumer<String> notes) {
        this.notes = notes;
        life.open();
    }

    void start(HostServices given) {
        services.set(given);
        running.open();
    }

    /** Cancels what runs: a read fails, and a write ends with an outcome that is not known. */
    void end() {
        services.set(null);
        running.cancel();
    }

    HostServices ready() {
        HostServices given = services.get();
        if (given == null) {
            throw RunningCalls.notReady("the connection is not started");
        }
        return given;
    }

    /** How long a step may take; as usual before a start and after an end. */
    Duration deadline(HostDeadlines.Step step) {
        HostServices given = services.get();
        return (given == null ? HostDeadlines.usual() : given.deadlines()).of(step);
    }

    /**
     * Does a step of the life itself, which is no call.
     *
     * @throws Timeout if it was interrupted because it took too long
     */
    void bounded(Duration longest, Runnable step) {
        life.run(
                Deadline.after(longest),
                () -> {
                    step.run();
                    return true;
                },
                (why, failed) -> late(longest, failed));
    }

    private static Timeout late(Duration after, RuntimeException failed) {
        Timeout late = new Timeout(Timeout.Phase.WAIT, after);
        late.initCause(failed);
        return late;
    }

    static CallContext within(CallContext call, Duration longest) {
        return new CallContext(
                call.deadline().orSooner(longest),
                call.correlation(),
                call.label(),
                call.progress());
    }

    /** A place is waited for on time of its own, so that what is sent then has all of its time. */
    private static CallContext waiting(CallContext call) {
        Duration half = call.deadline().left().dividedBy(2);
        return within(call, half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT);
    }

    <T> T read(
            Operation operation, Object target, CallContext call, Function<CallContext, T> reads) {
        CallContext bounded = within(call, deadline(HostDeadlines.Step.READ));
        ready().permit(operation, target.toString(), bounded);
        return permitted(operation, target.toString(), bounded, reads);
    }

    /** Reads what was permitted, within the bounds of the call. */
    private <T> T permitted(
            Operation operation, String target, CallContext call, Function<CallContext, T> reads) {
        HostServices given = ready();
        try (HostServices.Place place = given.place(operation, target, call)) {
            T result = reading(call, () -> reads.apply(call));
            given.told(operation, target, "ok", call);
            return result;
        } catch (StileException failed) {
            given.told(operation, target, failed.code(), call);
            throw failed;
        } catch (RuntimeException broken) {
            given.told(operation, target, "internal", call);
            throw internal(operation, broken);
        }
    }

    /**
     * Reads of several pull requests at once, those alone whose repository may be read: what each
     * of the others is refused for, a read of it says. One row tells of all of them.
     *
     * @param reads is given at least one
     */
    <T> Map<PrRef, T> readMany(
            Operation operation,
            List<PrRef> prs,
            CallContext call,
            BiFunction<List<PrRef>, CallContext, Map<PrRef, T>> reads) {
        HostServices given = ready();
        CallContext bounded = within(call, deadline(HostDeadlines.Step.READ));
        Map<String, Boolean> permitted = new HashMap<>();
        List<PrRef> readable = new ArrayList<>();
        for (PrRef pr : prs) {
            String repo = pr.repo().toString();
            if (permitted.computeIfAbsent(
                    repo, each -> isPermitted(given, operation, each, bounded))) {
                readable.add(pr);
            }
        }
        if (readable.isEmpty()) {
            return Map.of();
        }
        RepoRef first = readable.getFirst().repo();
        boolean isOne = readable.stream().allMatch(pr -> pr.repo().equals(first));
        return permitted(
                operation,
                isOne ? first.toString() : first.host().text(),
                bounded,
                within -> reads.apply(readable, within));
    }

    private static boolean isPermitted(
            HostServices given, Operation operation, String repo, CallContext call) {
        try {
            given.permit(operation, repo, call);
            return true;
        } catch (StileException refused) {
            return false;
        }
    }

    /** Reads, unless the host ends before, or the call's time. */
    <T> T reading(CallContext call, Supplier<T> reads) {
        Duration longest = call.deadline().left();
        return running.run(
                call.deadline(),
                reads,
                (why, failed) ->
                        switch (why) {
                            case LATE -> late(longest, failed);
                            case END -> ended(failed);
                        });
    }

    private static StileException ended(RuntimeException failed) {
        StileException ended = RunningCalls.notReady("the connection ended while the call ran");
        ended.initCause(failed);
        return ended;
    }

    <T> T write(
            Operation operation,
            String target,
            IdempotencyKey key,
            Json request,
            CallContext call,
            Function<CallContext, T> writes,
            Function<T, Json> outcome) {
        return write(operation, target, key, request, call, writes, outcome, _ -> Optional.empty());
    }

    /**
     * @param refusal why nothing was written, as a word; empty if it is as it was asked to be
     */
    <T> T write(
            Operation operation,
            String target,
            IdempotencyKey key,
            Json request,
            CallContext call,
            Function<CallContext, T> writes,
            Function<T, Json> outcome,
            Function<T, Optional<String>> refusal) {
        return write(
                operation,
                target,
                key,
                request,
                LastCheck.none(),
                call,
                (bounded, earlier) -> writes.apply(bounded),
                outcome,
                refusal);
    }

    /**
     * @param last asked once it has its place
     * @param writes is told what was attempted before under that key
     */
    <T> T write(
            Operation operation,
            String target,
            IdempotencyKey key,
            Json request,
            LastCheck last,
            CallContext call,
            BiFunction<CallContext, Earlier, T> writes,
            Function<T, Json> outcome,
            Function<T, Optional<String>> refusal) {
        CallContext waiting = waiting(call);
        ready().permit(operation, target, waiting);
        try (HostServices.Place place = ready().place(operation, target, waiting)) {
            CallContext bounded = within(call, deadline(HostDeadlines.Step.WRITE));
            last.require();
            HostServices.Intent intent = ready().intend(operation, target, key, request, bounded);
            T result =
                    written(
                            operation,
                            intent,
                            bounded,
                            () -> writes.apply(bounded, intent.earlier()));
            ended(
                    operation,
                    () ->
                            refusal.apply(result)
                                    .ifPresentOrElse(
                                            intent::refused,
                                            () -> intent.done(outcome.apply(result))));
            return result;
        }
    }

    /** Does what may be lost after a write: its failure is told, and changes no result. */
    void afterwards(String what, Runnable kept) {
        try {
            kept.run();
        } catch (StileException failed) {
            notes.accept(what + " could not be written down: " + failed.headline());
        }
    }

    /**
     * Writes down how a write ended. Where that fails the row stays as one that is being sent, and
     * a read settles it later: what whoever called is told does not change by it.
     */
    private void ended(Operation operation, Runnable end) {
        afterwards("how " + operation.word() + " ended", end);
    }

    /** Merges; a refusal is a result, and so is an outcome that is not known. */
    MergeResult merge(
            PrRef pr,
            MergeStrategy strategy,
            MergeGuard guard,
            LastCheck last,
            CallContext call,
            Clock clock,
            Function<CallContext, MergeResult> merges) {
        HostServices given = ready();
        CallContext waiting = waiting(call);
        String target = pr.toString();
        given.permit(Operation.MERGE_PR, target, waiting);
        try (HostServices.Place place = given.place(Operation.MERGE_PR, target, waiting)) {
            CallContext bounded = within(call, deadline(HostDeadlines.Step.WRITE));
            last.require();
            return merge(given, target, strategy, guard, bounded, clock, merges);
        }
    }

    private MergeResult merge(
            HostServices given,
            String target,
            MergeStrategy strategy,
            MergeGuard guard,
            CallContext bounded,
            Clock clock,
            Function<CallContext, MergeResult> merges) {
        HostServices.Intent intent =
                given.intend(
                        Operation.MERGE_PR,
                        target,
                        guard.key(),
                        Requests.of(strategy, guard),
                        bounded);
        MergeResult result;
        try {
            result = written(Operation.MERGE_PR, intent, bounded, () -> merges.apply(bounded));
        } catch (OutcomeUnknown open) {
            return new MergeResult.Unsettled(
                    guard.expectedHead(), clock.instant(), open.headline());
        }
        ended(Operation.MERGE_PR, () -> end(intent, result));
        return result;
    }

    private static void end(HostServices.Intent intent, MergeResult result) {
        switch (result) {
            case MergeResult.Unsettled open -> intent.unknown(open.error());
            case MergeResult.Refused refused -> {
                if (refused.mayLand()) {
                    intent.unknown(refused.error());
                } else {
                    intent.refused(refused.reason().code());
                }
            }
            case MergeResult.Merged merged -> intent.done(Requests.of(merged));
            case MergeResult.Queued queued -> intent.done(Requests.of(queued));
        }
    }

    /**
     * Writes, and ends the intent of what fails: as refused only where nothing was written. An
     * answer that comes after the deadline is an answer all the same.
     */
    private <T> T written(
            Operation operation, HostServices.Intent intent, CallContext call, Supplier<T> writes) {
        try {
            return running.run(
                    call.deadline(),
                    writes,
                    (why, failed) ->
                            new OutcomeUnknown(
                                    operation.word(),
                                    switch (why) {
                                        case END -> "the connection ended while it ran";
                                        case LATE -> "its time was over while it ran";
                                    },
                                    failed));
        } catch (BeforeSending open) {
            ended(operation, () -> intent.refused(open.error().code()));
            throw open.error();
        } catch (OutcomeUnknown open) {
            ended(operation, () -> intent.unknown(open.headline()));
            throw open;
        } catch (AfterWriting partly) {
            ended(
                    operation,
                    () -> intent.unknown("a part was written, then: " + partly.error().headline()));
            throw partly.error();
        } catch (StileException failed) {
            ended(
                    operation,
                    () -> {
                        if (failed.leftNothing()) {
                            intent.refused(failed.code());
                        } else {
                            intent.unknown("it failed on the way: " + failed.headline());
                        }
                    });
            throw failed;
        } catch (RuntimeException broken) {
            ended(operation, () -> intent.unknown("the connector failed"));
            throw internal(operation, broken);
        }
    }

    private static Internal internal(Operation operation, RuntimeException broken) {
        return new Internal("the connector failed in " + operation.word(), broken);
    }
}
