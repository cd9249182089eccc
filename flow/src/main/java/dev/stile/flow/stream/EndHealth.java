package dev.stile.flow.stream;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.flow.connection.Health;

import java.util.Optional;

/** What the end of a run says of a stream's health. */
final class EndHealth {
    private EndHealth() {}

    /**
     * @param complaint the reason that the source gave before it ended
     */
    static Health of(RunEnd end, Optional<String> complaint) {
        return switch (end) {
            case RunEnd.Broke(StileException error) -> of(error, complaint.orElse(error.code()));
            case RunEnd.Returned returned -> Health.RETRYING;
            case RunEnd.NotStored failed -> Health.RETRYING;
            case RunEnd.LeaseLost lost -> Health.RETRYING;
            case RunEnd.Enough enough -> Health.UNKNOWN;
            case RunEnd.Stopped stopped -> Health.UNKNOWN;
        };
    }

    static String reason(RunEnd end, Optional<String> complaint) {
        return switch (end) {
            case RunEnd.Broke(StileException error) -> complaint.orElse(error.code());
            case RunEnd.Returned returned -> "ended";
            case RunEnd.NotStored(StileException error) -> error.code();
            case RunEnd.LeaseLost lost -> "lease_lost";
            case RunEnd.Enough enough -> "enough";
            case RunEnd.Stopped stopped -> "stopped";
        };
    }

    private static Health of(StileException error, String reason) {
        if (error instanceof ConnectorException.Auth) {
            return Health.AUTH_REQUIRED;
        }
        return switch (reason) {
            case "stalled" -> Health.STALLED;
            case "protocol_error" -> Health.PROTOCOL_ERROR;
            case "unavailable", "timeout", "connector_disabled" -> Health.OFFLINE;
            default -> Health.RETRYING;
        };
    }
}
