package dev.stile.testkit.hosting;

import java.time.Duration;
import java.util.Optional;

/** What the host, or the way to it, does wrong with one request. */
public sealed interface Disturbance {
    /** Answers this status with a small JSON error, and does nothing. */
    record Status(int status) implements Disturbance {}

    /** Answers this status with this text, and does nothing. */
    record Text(int status, String body) implements Disturbance {}

    /**
     * Answers this status, and says the credential back that came with the request: in its body,
     * and in those headers that a client may look at. Does what is asked.
     */
    record Echo(int status) implements Disturbance {}

    /** Answers 200 with a page of HTML, and does nothing. */
    record Html() implements Disturbance {}

    /** Does what is asked, and cuts the answer in the middle. */
    record Cut() implements Disturbance {}

    /** Never answers, and does nothing. */
    record Hang() implements Disturbance {}

    /** Breaks the connection before anything takes effect. */
    record LostBefore() implements Disturbance {}

    /** Does what is asked, and breaks the connection instead of answering. */
    record LostAfter() implements Disturbance {}

    /** Answers a success of the usual shape, and does nothing. */
    record Pretend() implements Disturbance {}

    /** Leads to another address. */
    record Redirect(String location) implements Disturbance {}

    /**
     * The host's own sign that the budget of the hour is spent.
     *
     * @param reset from now until it is full again
     */
    record HourlyLimit(Duration reset) implements Disturbance {}

    /**
     * The host's own sign that requests came too fast.
     *
     * @param pause what it names, if it names a time
     */
    record BurstLimit(Optional<Duration> pause) implements Disturbance {}
}
