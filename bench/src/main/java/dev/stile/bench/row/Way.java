package dev.stile.bench.row;

import dev.stile.bench.stage.Relay;
import dev.stile.bench.stage.Stage;

import java.time.Duration;

/** How far away the tracker is. */
public enum Way {
    NEAR("", "", Duration.ZERO),
    FAR("-far", ", 20 ms away", Duration.ofMillis(20));

    private final String suffix;
    private final String words;
    private final Duration roundTrip;

    Way(String suffix, String words, Duration roundTrip) {
        this.suffix = suffix;
        this.words = words;
        this.roundTrip = roundTrip;
    }

    /** What a measurement's name ends with. */
    String suffix() {
        return suffix;
    }

    String words() {
        return words;
    }

    /** A line to the tracker. One that is near adds two copies of each byte and no more. */
    Relay relay(Stage stage) {
        return Relay.to(stage.trackerPort(), roundTrip);
    }

    /** The connection for a row: straight to the tracker where that is near. */
    void connect(Stage stage, Relay relay) {
        if (this == NEAR) {
            stage.connectAfresh();
        } else {
            stage.connectAfresh(relay);
        }
    }

    /** Where curl asks. */
    int port(Stage stage, Relay relay) {
        return this == NEAR ? stage.trackerPort() : relay.port();
    }
}
