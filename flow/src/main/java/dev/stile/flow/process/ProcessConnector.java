package dev.stile.flow.process;

import dev.stile.api.action.ActionSet;
import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.Facet;
import dev.stile.api.event.EventSource;
import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.flow.process.child.ChildProgram;
import dev.stile.flow.process.wire.AuthAnswer;
import dev.stile.flow.process.wire.Hello;

import java.util.Optional;

/** A program opened for one connection. Any thread may use it. */
public final class ProcessConnector
        implements Connector, ProbedProgram, EventOffer, PositionedProgram {
    private final Caller caller;
    private final Greetings greetings;
    private final ProcessEvents events;
    private final ProcessActions actions;

    ProcessConnector(Caller caller) {
        this.caller = caller;
        this.greetings = new Greetings(caller);
        this.events = new ProcessEvents(caller, greetings);
        this.actions = new ProcessActions(caller, greetings);
    }

    @Override
    public Optional<EventSource> events() {
        return offers(Facet.EVENTS) ? Optional.of(events) : Optional.empty();
    }

    @Override
    public Optional<ActionSet> actions() {
        return offers(Facet.ACTIONS) ? Optional.of(actions) : Optional.empty();
    }

    /**
     * Which protocol the program speaks, and what it offers. Known ones are not started again.
     *
     * @throws dev.stile.api.error.ConnectorException if it cannot be told
     */
    public Hello hello(Deadline deadline) {
        return greetings.greeting(deadline);
    }

    @Override
    public boolean offersEvents(Deadline deadline) {
        return offers(Facet.EVENTS) && hello(deadline).offers(ProcessEvents.SUBSCRIBE);
    }

    /**
     * What the program says that it can do; empty if it does not describe itself. Starts it.
     *
     * @throws dev.stile.api.error.ConnectorException if it cannot be told
     */
    public Optional<Json.JsonObject> describe(Deadline deadline) {
        return new Describing(caller, greetings).ask(deadline);
    }

    @Override
    public AuthAnswer probe(Deadline deadline) {
        return new Probe(caller, greetings).ask(deadline);
    }

    @Override
    public Optional<Veto> veto(Optional<Cursor> cursor, String start, Deadline deadline) {
        return new Positioning(caller, greetings).ask(cursor, start, deadline);
    }

    /**
     * Begins a stream of protocol 1 without a host that reads it, for whoever proves a program. The
     * caller reads its lines and ends it.
     *
     * @param limits what the program is told
     */
    public ChildProgram beginSubscription(Json.JsonObject limits) {
        return events.begin(limits);
    }

    private boolean offers(Facet facet) {
        return caller.manifest().facets().contains(facet);
    }
}
