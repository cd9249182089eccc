package dev.stile.core.error;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;

/** The one place that says which code an error has. */
public final class ConnectorCodes {
    private ConnectorCodes() {}

    /** The code of an error of the sealed family. */
    public static Code of(ConnectorException error) {
        return switch (error) {
            case ConnectorException.Auth auth -> Code.AUTH;
            case ConnectorException.Permission permission -> Code.PERMISSION;
            case ConnectorException.NotFound notFound -> Code.NOT_FOUND;
            case ConnectorException.NotSupported notSupported -> Code.NOT_SUPPORTED;
            case ConnectorException.VersionMismatch mismatch -> Code.VERSION_MISMATCH;
            case ConnectorException.Invalid invalid -> Code.INVALID;
            case ConnectorException.RateLimited limited -> Code.RATE_LIMITED;
            case ConnectorException.Unavailable unavailable -> Code.UNAVAILABLE;
            case ConnectorException.Timeout timeout -> Code.TIMEOUT;
            case ConnectorException.Malformed malformed -> Code.MALFORMED;
            case ConnectorException.OutcomeUnknown unknown -> Code.OUTCOME_UNKNOWN;
            case ConnectorException.Internal internal -> Code.INTERNAL;
        };
    }

    /**
     * The code of any error that Stile means to raise. A slug that nobody registered is a defect of
     * ours.
     */
    public static Code of(StileException error) {
        if (error instanceof ConnectorException connectorError) {
            return of(connectorError);
        }
        return Code.find(error.code()).orElse(Code.INTERNAL);
    }
}
