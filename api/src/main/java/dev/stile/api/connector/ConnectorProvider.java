package dev.stile.api.connector;

import java.util.List;

/**
 * The entry of a connector, named in {@code META-INF/services}. Has a public constructor without
 * parameters.
 */
public interface ConnectorProvider {
    /** The connector described as data. Constant; no request. */
    Manifest manifest();

    /**
     * Everything that the connector would refuse of settings when it starts, and the manifest
     * cannot say. Asked before a connection is stored, and each time before one is used. Pure; no
     * request.
     *
     * @param settings with the manifest's own values for what was not given; required ones may be
     *     missing, which others say
     */
    default List<SettingFault> faults(Settings settings) {
        return List.of();
    }

    /**
     * Opens the connector for one connection. Makes no request, so that it cannot fail for the
     * network's sake.
     */
    Connector open(ConnectorContext context);
}
