package dev.stile.cli.connections;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.record.Person;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.taint.Sanitizers;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.flow.connection.ConnectionLives;
import dev.stile.flow.connection.ProbeOutcome;

import java.util.List;
import java.util.Optional;

/** Asks the other side of a connection who we are, and keeps what it says. */
public final class Proving {
    private static final int LONGEST_NAME = 200;

    private final Desk desk;

    public Proving(Desk desk) {
        this.desk = desk;
    }

    /**
     * Asks once.
     *
     * @return what a tracker said of the account; empty where nothing more than a yes is known
     * @throws ConnectorException Auth for a definite no; whatever else kept it from answering. Both
     *     are kept with the connection
     */
    public Optional<ProbeResult> prove(Connection connection, Manifest manifest) {
        if (manifest.facets().contains(Facet.RECORDS) && manifest.program().isEmpty()) {
            return Optional.of(byRecords(connection));
        }
        new SecretVariables(desk, manifest, List.of())
                .requireAccepted(
                        connection,
                        Optional.of(connection),
                        List.of(
                                "stile",
                                "connect",
                                connection.connector(),
                                connection.slug().text()));
        ProbeOutcome outcome =
                desk.flow().probing().probe(connection, desk.subject(), desk.patience());
        switch (outcome) {
            case ProbeOutcome.Ok ok -> {}
            case ProbeOutcome.Broken broken ->
                    throw new ConnectorException.Auth(
                            "the connector of " + connection.slug() + " refuses these secrets");
            case ProbeOutcome.ProbeFailed(String reason) ->
                    throw new ConnectorException.Unavailable(
                            "the connector of "
                                    + connection.slug()
                                    + " gave no clear answer: "
                                    + reason);
        }
        return Optional.empty();
    }

    private ProbeResult byRecords(Connection connection) {
        ConnectionLives lives = desk.flow().lives();
        lives.probing(connection, desk.subject(), desk.patience());
        try {
            ProbeResult found = desk.records(connection).probe(desk.call(connection));
            keep(connection, new ProbeOutcome.Ok(Optional.of(name(found))));
            return found;
        } catch (ConnectorException.Auth broken) {
            keep(connection, new ProbeOutcome.Broken(broken.code()));
            throw broken;
        } catch (StileException failed) {
            keep(connection, new ProbeOutcome.ProbeFailed(failed.code()));
            throw failed;
        }
    }

    private void keep(Connection connection, ProbeOutcome outcome) {
        desk.flow().lives().probed(connection, outcome, desk.subject(), desk.patience());
    }

    private static String name(ProbeResult found) {
        return found.identity().map(Person::spelled).sanitise(Sanitizers.log(LONGEST_NAME)).value();
    }
}
