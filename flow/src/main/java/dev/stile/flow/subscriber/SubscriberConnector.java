package dev.stile.flow.subscriber;

import dev.stile.api.action.ActionSet;
import dev.stile.api.call.Deadline;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Subscriber;
import dev.stile.api.event.EventSource;
import dev.stile.flow.process.EventOffer;
import dev.stile.flow.process.ProbedProgram;
import dev.stile.flow.process.ProcessConnector;
import dev.stile.flow.process.ProcessHost;
import dev.stile.flow.process.ProcessProvider;
import dev.stile.flow.process.ProcessTemplate;
import dev.stile.flow.process.child.Programs;
import dev.stile.flow.process.wire.AuthAnswer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A connection whose events a subscriber's program tells, in a process and a state folder of its
 * own. The manifest is looked for anew before each run, so that nothing runs which changed since it
 * was trusted. Any thread may use it.
 */
public final class SubscriberConnector implements Connector, ProbedProgram, EventOffer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Manifest effective;
    private final String id;
    private final Optional<ProcessConnector> command;
    private final Subscribers subscribers;
    private final ProcessHost host;
    private final ConnectorContext context;
    private final SubscriberEvents events;
    private Optional<Opened> opened = Optional.empty();

    private record Opened(String sha256, ProcessConnector program) {}

    /**
     * @param effective what holds of the connector
     * @param id of the manifest
     * @param command the connector's own program, which does everything else, if it has one
     */
    SubscriberConnector(
            Manifest effective,
            String id,
            Optional<ProcessConnector> command,
            Subscribers subscribers,
            ProcessHost host,
            ConnectorContext context) {
        this.effective = effective;
        this.id = id;
        this.command = command;
        this.subscribers = subscribers;
        this.host = host;
        this.context = context;
        this.events = new SubscriberEvents(this::teller);
    }

    @Override
    public Optional<EventSource> events() {
        return Optional.of(events);
    }

    @Override
    public Optional<ActionSet> actions() {
        return command.flatMap(ProcessConnector::actions);
    }

    @Override
    public AuthAnswer probe(Deadline deadline) {
        return command.isPresent() ? command.get().probe(deadline) : program().probe(deadline);
    }

    /** Who tells: the manifest that is named; else the connector's command, if it does that. */
    private EventSource teller(Deadline deadline) {
        return commandTells(deadline)
                ? command.get().events().orElseThrow()
                : program().events().orElseThrow();
    }

    /** A manifest that is found, whole and trusted backs them; its program is not started. */
    @Override
    public boolean offersEvents(Deadline deadline) {
        if (!commandTells(deadline)) {
            subscribers.require(id, deadline);
        }
        return true;
    }

    private boolean commandTells(Deadline deadline) {
        return effective.subscriber().isEmpty()
                && command.isPresent()
                && command.get().offersEvents(deadline);
    }

    /** The program as it is now. */
    private synchronized ProcessConnector program() {
        FoundSubscriber found = subscribers.require(id, Deadline.after(PATIENCE));
        for (String needed : found.manifest().requires()) {
            Programs.require(
                    needed, host.environment().getOrDefault("PATH", USUAL_PATH), found.folder());
        }
        if (opened.isEmpty() || !opened.get().sha256().equals(found.sha256())) {
            opened =
                    Optional.of(
                            new Opened(
                                    found.sha256(),
                                    new ProcessProvider(template(found), host).open(context)));
        }
        return opened.get().program();
    }

    private ProcessTemplate template(FoundSubscriber found) {
        SubscriberManifest manifest = found.manifest();
        Map<String, String> literals = new HashMap<>(manifest.variables());
        // Written beside the program, these would look like a change of it.
        literals.putIfAbsent("PYTHONDONTWRITEBYTECODE", "1");
        return new ProcessTemplate(
                Narrowed.of(effective, manifest),
                found.sha256(),
                Optional.of(found.folder()),
                literals,
                stateBelow(manifest),
                Map.of());
    }

    /** The template's folder, and in it the manifest's own. */
    private Optional<String> stateBelow(SubscriberManifest manifest) {
        String below =
                Stream.concat(
                                effective.subscriber().flatMap(Subscriber::stateRoot).stream(),
                                manifest.stateBelow().stream())
                        .collect(Collectors.joining("/"));
        return below.isEmpty() ? Optional.empty() : Optional.of(below);
    }

    /** Bounds of which each is the tighter. */
    static CallLimits tighter(CallLimits said, SubscriberManifest.Bounds bounds) {
        return new CallLimits(
                said.auth(),
                said.act(),
                bounds.silence()
                        .filter(silence -> silence.compareTo(said.silence()) < 0)
                        .orElse(said.silence()),
                Math.min(said.maxLineBytes(), bounds.maxLineBytes().orElse(said.maxLineBytes())),
                Math.min(said.maxInFlight(), bounds.maxInFlight().orElse(said.maxInFlight())));
    }
}
