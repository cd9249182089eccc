package dev.stile.testkit.action;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Quantity;
import dev.stile.testkit.contract.NotRun;
import dev.stile.testkit.contract.Who;
import dev.stile.testkit.contract.Wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One case's piece of the world: a watched set of actions, and the steps that all cases share. */
final class ActionScene {
    /** So far may the server's clock be behind ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final ActionWorld world;
    private final Wire wire = new Wire();
    private final ActionSet set;
    private final Label label;

    ActionScene(ActionWorld world) {
        this.world = world;
        this.label = Label.outside(Scope.of(world.connector()));
        this.set =
                world.open(Who.MEMBER, wire::over)
                        .orElseThrow(() -> new IllegalStateException("a world has a member"));
    }

    ActionWorld world() {
        return world;
    }

    ActionSet set() {
        return set;
    }

    Wire wire() {
        return wire;
    }

    /** The set of somebody else, not watched. */
    ActionSet as(Who who) {
        return world.open(who, UnaryOperator.identity())
                .orElseThrow(() -> new NotRun("this world has nobody who is " + who));
    }

    List<ActionSpec> all() {
        return set.actions();
    }

    List<ActionSpec> effects() {
        return some(
                "an action with an effect",
                all().stream().filter(spec -> !spec.onlyReads()).toList());
    }

    List<ActionSpec> reads() {
        return some("an action that reads", all().stream().filter(ActionSpec::onlyReads).toList());
    }

    List<ActionSpec> that(Set<Idempotency> claims) {
        return some(
                "an effect that claims " + claims,
                effects().stream().filter(spec -> claims.contains(spec.idempotency())).toList());
    }

    private static List<ActionSpec> some(String what, List<ActionSpec> specs) {
        if (specs.isEmpty()) {
            throw new NotRun("there is not " + what);
        }
        return specs;
    }

    ActionCall call(ActionSpec spec, Json.JsonObject input) {
        return call(spec.slug(), input);
    }

    ActionCall call(String action, Json.JsonObject input) {
        return new ActionCall(
                action,
                UserInput.trusted(new ActionInput(input)),
                new IdempotencyKey(UUID.randomUUID().toString().replace("-", "")),
                1);
    }

    static ActionCall again(ActionCall call) {
        return new ActionCall(call.action(), call.input(), call.key(), call.attempt() + 1);
    }

    ActionResult perform(ActionCall call) {
        return set.perform(call, context());
    }

    Reconciliation reconcile(ActionCall call, Instant attemptedAt) {
        return set.reconcile(call, attemptedAt, context());
    }

    /** The member that a refusal names, by its name or by a pointer. */
    static String member(Invalid refused) {
        return refused.field().startsWith("/") ? refused.field().substring(1) : refused.field();
    }

    /** When an attempt is made, as a host notes it before. */
    static Instant now() {
        return Instant.now().minus(CLOCKS);
    }

    CallContext context() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)), "contract", label, Progress.SILENT);
    }

    /** What is inside: a test may look, a program may not. */
    static <T> T bare(Tainted<T> tainted) {
        List<T> seen = new ArrayList<>();
        Quantity looked =
                tainted.checked(
                        value -> {
                            seen.add(value);
                            return new Quantity(seen.size());
                        });
        return seen.get((int) looked.value() - 1);
    }
}
