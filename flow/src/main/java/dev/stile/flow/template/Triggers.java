package dev.stile.flow.template;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

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

    /** What there is to say of a claim that the program itself does not back. */
    public static Failure notOffered(String connector) {
        return Failure.of(Code.TRIGGER_UNBACKED)
                .headline("the program of the connector does not offer subscribe")
                .argument("connector", connector)
                .build();
    }

    /** Whether only the hello of its program can back the claim. */
    public static boolean needHello(Manifest manifest) {
        return manifest.canSubscribe()
                && manifest.program().isPresent()
                && manifest.subscriber().isEmpty();
    }

    /** Changes of records are events by themselves; a program keeps none. */
    private static boolean recordsTell(Manifest manifest) {
        return manifest.facets().contains(Facet.RECORDS) && manifest.program().isEmpty();
    }

    private static boolean isBacked(Manifest manifest) {
        return manifest.program().isPresent()
                || manifest.facets().contains(Facet.EVENTS)
                || recordsTell(manifest);
    }
}
