package dev.stile.simulator.control;

import dev.stile.simulator.hosting.HostRefusal;
import dev.stile.simulator.hosting.traffic.Disturbances;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.problem.Refused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The faults and races of a code host that the control API has set. For any thread. */
final class HostFaults {
    /** Faults that only make sense to a tracker. */
    private static final Set<String> OF_TRACKERS =
            Set.of(
                    "edit",
                    "later_reset",
                    "later_silence",
                    "duplicate_item",
                    "drop_item",
                    "replace_item",
                    "reorder",
                    "wrong_clock");

    private final Disturbances disturbances;
    private final HostOperations operations;
    private final Map<String, Kept> all = new LinkedHashMap<>();

    /**
     * @param refusal why its operation was not done the last time; empty when it was
     */
    private record Kept(Json.Obj form, AtomicReference<String> refusal) {}

    HostFaults(Disturbances disturbances, HostOperations operations) {
        this.disturbances = disturbances;
        this.operations = operations;
    }

    /** Sets one; answers its id. */
    synchronized String add(Json.Obj form) {
        FaultForm.only(form, "", List.of("match", "times", "action", "before", "after"));
        long kinds =
                List.of("action", "before", "after").stream()
                        .filter(name -> form.get(name).isPresent())
                        .count();
        if (kinds != 1) {
            throw Problem.invalid(
                            "action", "required", "one of action, before, after says what happens")
                    .refused();
        }
        On on = on(form);
        AtomicReference<String> refusal = new AtomicReference<>("");
        String id = set(form, on, refusal);
        all.put(id, new Kept(form, refusal));
        return id;
    }

    private String set(Json.Obj form, On on, AtomicReference<String> refusal) {
        if (form.get("before").isPresent()) {
            return disturbances.before(on, race(operations.read(form.object("before")), refusal));
        }
        if (form.get("after").isPresent()) {
            return disturbances.after(on, race(operations.read(form.object("after")), refusal));
        }
        Json.Obj action = form.object("action");
        if (OF_TRACKERS.contains(action.text("kind").orElse(""))) {
            throw Problem.invalid("action.kind", "allowed", "a code host has no such fault")
                    .refused();
        }
        return disturbances.fault(on, FaultForm.action(action));
    }

    /** A request goes on, whatever becomes of the operation beside it. */
    private static Runnable race(
            HostOperations.Operation operation, AtomicReference<String> refusal) {
        return () -> {
            try {
                operation.run();
                refusal.set("");
            } catch (HostRefusal refused) {
                refusal.set(refused.what());
            } catch (Refused missing) {
                refusal.set(missing.problem().detail());
            }
        };
    }

    private static On on(Json.Obj form) {
        Json.Obj match = form.object("match");
        FaultForm.only(match, "match.", List.of("method", "path", "body", "query", "nth"));
        OptionalInt nth = FaultForm.count(match, "nth");
        return new On(
                match.text("method"),
                match.text("path"),
                match.text("body"),
                match.text("query"),
                nth.orElse(1),
                FaultForm.count(form, "times").orElse(nth.isPresent() ? 1 : Integer.MAX_VALUE));
    }

    /** All of them as they were set, with how often each happened. */
    synchronized List<Json.Obj> all() {
        return all.entrySet().stream()
                .map(
                        each -> {
                            String refusal = each.getValue().refusal().get();
                            Json.Obj shown =
                                    Json.object()
                                            .put("id", each.getKey())
                                            .putAll(each.getValue().form())
                                            .put("hits", disturbances.hits(each.getKey()))
                                            .build();
                            return refusal.isEmpty()
                                    ? shown
                                    : shown.with("refused", Json.text(refusal));
                        })
                .toList();
    }

    /** Takes one away; says whether there was one. */
    synchronized boolean remove(String id) {
        all.remove(id);
        return disturbances.remove(id);
    }

    /** Takes all away. */
    synchronized void clear() {
        all.clear();
        disturbances.clear();
    }
}
