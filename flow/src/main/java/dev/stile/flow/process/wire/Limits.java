package dev.stile.flow.process.wire;

import dev.stile.api.connector.CallLimits;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds of a stream.
 *
 * @param maxLineBytes longest line
 * @param maxInFlight most events that are told and not durable yet
 * @param silence longest time without a frame; empty means any
 */
public record Limits(int maxLineBytes, int maxInFlight, Optional<Duration> silence) {
    /** What a template allows. */
    public static Limits of(CallLimits limits) {
        return new Limits(
                Math.min(limits.maxLineBytes(), CallLimits.LINE_CEILING),
                limits.maxInFlight(),
                Optional.of(limits.silence()));
    }

    /** The smaller of each. */
    public Limits orLess(Hello.Wished wished) {
        return new Limits(
                wished.maxLineBytes()
                        .map(each -> Math.min(each, maxLineBytes))
                        .orElse(maxLineBytes),
                wished.maxInFlight().map(each -> Math.min(each, maxInFlight)).orElse(maxInFlight),
                silence.map(
                        longest ->
                                wished.silence()
                                        .filter(each -> each.compareTo(longest) < 0)
                                        .orElse(longest)));
    }
}
