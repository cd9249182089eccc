package dev.stile.core.egress;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.http.Effect;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.wire.WireException;

import java.time.Duration;

/** What an exchange without a whole answer means for the one who asked (TR-52, TR-53). */
final class Outcomes {
    private final String connection;

    Outcomes(String connection) {
        this.connection = connection;
    }

    /** Whether trying again can help and cannot harm. */
    static boolean isRepeatable(Outgoing outgoing, WireException failed) {
        return switch (failed.kind()) {
            case UNREACHABLE, CONNECT_TIMEOUT -> true;
            case SEND_TIMEOUT, WAIT_TIMEOUT, READ_TIMEOUT, DROPPED, CUT ->
                    !failed.mayHaveLeft() || outgoing.isRepeatable();
            case TLS, MALFORMED, OVER_LIMIT, INTERRUPTED -> false;
        };
    }

    StileException of(Outgoing outgoing, Origin origin, WireException failed, Duration spent) {
        if (failed.mayHaveLeft() && outgoing.request().effect() != Effect.READ) {
            return new OutcomeUnknown(
                    outgoing.request().operation(), origin + ": " + failed.sentence(), failed);
        }
        return switch (failed.kind()) {
            case TLS -> Refusals.tls(connection, origin, failed.sentence(), failed);
            case CONNECT_TIMEOUT -> caused(new Timeout(Timeout.Phase.CONNECT, spent), failed);
            case SEND_TIMEOUT -> caused(new Timeout(Timeout.Phase.SEND, spent), failed);
            case WAIT_TIMEOUT -> caused(new Timeout(Timeout.Phase.WAIT, spent), failed);
            case READ_TIMEOUT -> caused(new Timeout(Timeout.Phase.READ, spent), failed);
            case CUT, MALFORMED, OVER_LIMIT -> caused(new Malformed(failed.sentence()), failed);
            case UNREACHABLE, DROPPED, INTERRUPTED ->
                    new Unavailable(origin + ": " + failed.sentence(), failed);
        };
    }

    private static StileException caused(StileException error, WireException cause) {
        error.initCause(cause);
        return error;
    }
}
