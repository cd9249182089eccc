package dev.stile.flow.template;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;

/** Whether a connector can set off rules (FL-6): it claims so, and something backs the claim. */
public final class Triggers {
    private Triggers() {}

    /** Whether rules may read its events. What a process really offers is known after its hello. */
    public static boolean areSupported(Manifest manifest) {
        return isBacked(manifest) && (manifest.canSubscribe() || recordsTell(manifest));
    }

    /** A claim that nothing backs. */
    public static boolean areUnbacked(Manifest manifest) {
        return manifest.canSubscribe() && !isBacked(manifest);
    }

    /** Changes of records are events by themselves. */
    private static boolean recordsTell(Manifest manifest) {
        return manifest.facets().contains(Facet.RECORDS);
    }

    private static boolean isBacked(Manifest manifest) {
        return manifest.program().isPresent()
                || manifest.facets().contains(Facet.EVENTS)
                || recordsTell(manifest);
    }
}
