package dev.stile.connectors.schedule;

import java.util.Locale;

/** What becomes of ticks that were planned while nobody was there. */
enum CatchUp {
    /** They are gone. */
    NONE(0),
    /** The newest of them is told. */
    LAST(1),
    /** The newest hundred of them are told. */
    ALL(100);

    private final int most;

    CatchUp(int most) {
        this.most = most;
    }

    /** How many missed ticks are told at most. */
    int most() {
        return most;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    static CatchUp parse(String text) {
        for (CatchUp each : values()) {
            if (each.wire().equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("catch_up is none, last or all");
    }
}
