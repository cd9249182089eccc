package dev.stile.connectors.github.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.github.openapi.ApiDescription;

/**
 * Holds what was on the wire against the vendor's published API description. What is asked by
 * GraphQL is held against the published schema by the simulator itself, which answers nothing else.
 */
public final class Described {
    private static final ApiDescription DESCRIPTION = ApiDescription.read();

    /** A word that no host says: tests see by it what an unknown word is taken for. */
    private static final String ODD_WORD = "Text[value=splendid], none of the known words";

    private Described() {}

    /** Each request so far, and each answer that nobody disturbed, is as it is described. */
    public static void verify(HostingSimulator simulator) {
        assertThat(DESCRIPTION.departuresByItself(simulator.log().requests()))
                .filteredOn(departure -> !departure.endsWith(ODD_WORD))
                .as("what departs from the published description")
                .isEmpty();
    }
}
