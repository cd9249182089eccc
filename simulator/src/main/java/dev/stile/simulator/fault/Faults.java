package dev.stile.simulator.fault;

import dev.stile.simulator.wire.Request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules that are set, in the order they came. For any thread. */
public final class Faults {
    /** A rule, and how often it matched and happened. */
    public record Counted(String id, FaultRule rule, long matched, long hits) {}

    /** What happens to one request: the actions of all rules that fire, and the rules' ids. */
    public record Hit(List<FaultAction> actions, Optional<String> ids) {}

    private final List<Counted> rules = new ArrayList<>();
    private long lastId;

    /** Sets a rule; answers its id. */
    public synchronized String add(FaultRule rule) {
        String id = "f" + ++lastId;
        rules.add(new Counted(id, rule, 0, 0));
        return id;
    }

    /** Takes a rule away; says whether there was one. */
    public synchronized boolean remove(String id) {
        return rules.removeIf(counted -> counted.id().equals(id));
    }

    /** Takes all rules away. */
    public synchronized void clear() {
        rules.clear();
    }

    /** All rules and their hits. */
    public synchronized List<Counted> all() {
        return List.copyOf(rules);
    }

    /** Counts this request and says what happens to it. */
    public synchronized Hit take(Request request, String actor) {
        List<FaultAction> actions = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Counted counted = rules.get(i);
            if (!counted.rule().matches(request, actor)) {
                continue;
            }
            long matched = counted.matched() + 1;
            boolean fires = counted.rule().firesOn(matched);
            if (fires) {
                actions.add(counted.rule().action());
                ids.add(counted.id());
            }
            rules.set(
                    i,
                    new Counted(
                            counted.id(),
                            counted.rule(),
                            matched,
                            counted.hits() + (fires ? 1 : 0)));
        }
        return new Hit(
                actions, ids.isEmpty() ? Optional.empty() : Optional.of(String.join(",", ids)));
    }
}
