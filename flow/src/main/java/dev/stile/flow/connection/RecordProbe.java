package dev.stile.flow.connection;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Person;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.taint.Sanitizers;
import dev.stile.core.connection.Connection;
import dev.stile.core.policy.Subject;
import dev.stile.core.registry.ConnectorRegistry;
import dev.stile.core.registry.Session;

import java.util.Optional;

/** Probes a connection whose connector keeps records, by asking its record store who we are. */
public final class RecordProbe implements ProbePort {
    private static final int LONGEST_NAME = 200;

    private final ConnectorRegistry registry;
    private final Subject subject;

    /**
     * @param subject in whose name it is asked
     */
    public RecordProbe(ConnectorRegistry registry, Subject subject) {
        this.registry = registry;
        this.subject = subject;
    }

    @Override
    public ProbeOutcome probe(Connection connection, Deadline deadline) {
        String slug = connection.slug().text();
        try {
            ProbeResult result =
                    registry.records(connection, Session.ofCommand(subject))
                            .probe(
                                    new CallContext(
                                            deadline,
                                            "probe-" + slug,
                                            Label.outside(Scope.of(slug)),
                                            Progress.SILENT));
            return new ProbeOutcome.Ok(
                    Optional.of(
                            result.identity()
                                    .map(Person::spelled)
                                    .sanitise(Sanitizers.log(LONGEST_NAME))
                                    .value()));
        } catch (ConnectorException.Auth broken) {
            return new ProbeOutcome.Broken(broken.code());
        } catch (StileException failed) {
            return new ProbeOutcome.ProbeFailed(failed.code());
        }
    }
}
