package dev.stile.simulator.hosting.traffic;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What is to happen to requests, in the order it was set. For any thread. */
public final class Disturbances {
    /** One thing that happens. */
    sealed interface What {
        /** Something goes wrong. */
        record Fault(FaultAction action) implements What {}

        /** Something happens just before the request takes effect. */
        record Before(Runnable operation) implements What {}

        /** Something happens just after the request took effect, before it is answered. */
        record After(Runnable operation) implements What {}

        /** The host understands another request than was sent. */
        record Asked(UnaryOperator<Request> change) implements What {}

        /** Another answer is sent than the host gave. */
        record Answered(BiFunction<Request, Response, Response> change) implements What {}
    }

    private static final class Rule {
        private final String id;
        private final On on;
        private final What what;
        private long matched;
        private long hits;

        Rule(String id, On on, What what) {
            this.id = id;
            this.on = on;
            this.what = what;
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private long lastId;

    /** Something goes wrong; answers an id. */
    public String fault(On on, FaultAction action) {
        return add(on, new What.Fault(action));
    }

    /** An operation runs just before a request takes effect. */
    public String before(On on, Runnable operation) {
        return add(on, new What.Before(operation));
    }

    /** An operation runs just after a request took effect. */
    public String after(On on, Runnable operation) {
        return add(on, new What.After(operation));
    }

    /** The host understands another request, such as another page. */
    public String rewriteRequest(On on, UnaryOperator<Request> change) {
        return add(on, new What.Asked(change));
    }

    /** Another answer is sent than the host gave, such as one that tells back the request. */
    public String rewriteResponse(On on, BiFunction<Request, Response, Response> change) {
        return add(on, new What.Answered(change));
    }

    private synchronized String add(On on, What what) {
        String id = "d" + ++lastId;
        rules.add(new Rule(id, on, what));
        return id;
    }

    /** Takes one away; says whether there was one. */
    public synchronized boolean remove(String id) {
        return rules.removeIf(rule -> rule.id.equals(id));
    }

    /** Takes all away. */
    public synchronized void clear() {
        rules.clear();
    }

    /** How often this one has happened. */
    public synchronized long hits(String id) {
        return rules.stream().filter(rule -> rule.id.equals(id)).mapToLong(rule -> rule.hits).sum();
    }

    /** Counts this request and says what happens to it. */
    synchronized List<What> take(Request request) {
        List<What> happening = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.on.matches(request)) {
                rule.matched++;
                if (rule.on.means(rule.matched)) {
                    rule.hits++;
                    happening.add(rule.what);
                }
            }
        }
        return happening;
    }
}
