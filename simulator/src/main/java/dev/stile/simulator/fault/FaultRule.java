package dev.stile.simulator.fault;

import dev.stile.simulator.wire.Request;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * When something goes wrong, and what.
 *
 * @param method the method; any unless given
 * @param path the path as it is sent, {@code *} for anything within a segment, {@code **} for
 *     anything; any unless given
 * @param actor the name of the token; any unless given
 * @param nth the first matching request that it happens to, from 1
 * @param times how many requests it happens to; 1 with {@code nth}, else all, unless given
 * @param action what happens
 */
public record FaultRule(
        Optional<String> method,
        Optional<String> path,
        Optional<String> actor,
        OptionalInt nth,
        OptionalInt times,
        FaultAction action) {
    /** It happens to every request with this method and path. */
    public static FaultRule on(String method, String path, FaultAction action) {
        return new FaultRule(
                Optional.of(method),
                Optional.of(path),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                action);
    }

    /** It happens to every request. */
    public static FaultRule always(FaultAction action) {
        return new FaultRule(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                action);
    }

    /** This rule, from the nth matching request on. */
    public FaultRule nth(int first) {
        return new FaultRule(method, path, actor, OptionalInt.of(first), times, action);
    }

    /** This rule, for so many requests. */
    public FaultRule times(int count) {
        return new FaultRule(method, path, actor, nth, OptionalInt.of(count), action);
    }

    /** This rule, for one token. */
    public FaultRule by(String token) {
        return new FaultRule(method, path, Optional.of(token), nth, times, action);
    }

    boolean matches(Request request, String who) {
        return method.filter(wanted -> !wanted.equals(request.method())).isEmpty()
                && path.filter(glob -> !PathGlob.fits(glob, request.path())).isEmpty()
                && actor.filter(wanted -> !wanted.equals(who)).isEmpty();
    }

    /** Whether it happens to the request that is the {@code match}th to match it, from 1. */
    boolean firesOn(long match) {
        int first = nth.orElse(1);
        long most = times.orElse(nth.isPresent() ? 1 : Integer.MAX_VALUE);
        return match >= first && match - first < most;
    }
}
