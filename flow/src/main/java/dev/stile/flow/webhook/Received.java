package dev.stile.flow.webhook;

/** What became of a delivery. */
public sealed interface Received {
    /** A new event, durable. */
    record Stored() implements Received {}

    /** It was there before. */
    record Known() implements Received {}

    /** It is remembered, and the poller was told to look. */
    record Hinted() implements Received {}

    /** It is the sender's and no event: kept for a person, durable. */
    record SetAside() implements Received {}

    /** The sender only asks whether we are there. */
    record Asked(String answer) implements Received {}

    /** It proves nothing. */
    record Refused() implements Received {}

    /** The receiver was removed meanwhile. */
    record Gone() implements Received {}

    /** Nothing was stored now: the sender should send it again. */
    record Unavailable() implements Received {}
}
