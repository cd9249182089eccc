package dev.stile.api.connector;

/**
 * The entry of a connector, named in {@code META-INF/services}. Has a public constructor without
 * parameters.
 */
public interface ConnectorProvider {
    /** The connector described as data. Constant; no request. */
    Manifest manifest();

    /**
     * Opens the connector for one connection. Makes no request, so that it cannot fail for the
     * network's sake.
     */
    Connector open(ConnectorContext context);
}
