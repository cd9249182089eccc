package dev.stile.api.connector;

import java.util.Locale;

/** How a secret reaches what uses it, from the least exposed way to the most. */
public enum Delivery {
    /** The gate places it in each request: the connector never sees it. */
    GATE,
    /** In the line that a connector process reads. */
    STDIN,
    /** In the environment of a connector process: a person must accept it. */
    ENV;

    /** As templates spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
