package dev.stile.simulator.hosting.traffic;

import dev.stile.simulator.fault.PathGlob;
import dev.stile.simulator.wire.Request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which requests are meant.
 *
 * @param method the method; any unless given
 * @param path the path as it is sent, {@code *} for anything within a segment, {@code **} for
 *     anything; any unless given
 * @param bodyText what the body must hold somewhere; anything unless given
 * @param queryText what the query must hold somewhere; anything unless given
 * @param first the first matching request that is meant, from 1
 * @param times how many from there on
 */
public record On(
        Optional<String> method,
        Optional<String> path,
        Optional<String> bodyText,
        Optional<String> queryText,
        int first,
        int times) {
    /** Those whose query may be any. */
    public On(
            Optional<String> method,
            Optional<String> path,
            Optional<String> bodyText,
            int first,
            int times) {
        this(method, path, bodyText, Optional.empty(), first, times);
    }

    /** Every request. */
    public static On any() {
        return new On(Optional.empty(), Optional.empty(), Optional.empty(), 1, Integer.MAX_VALUE);
    }

    /** Every request with this method and path. */
    public static On request(String method, String path) {
        return new On(
                Optional.of(method), Optional.of(path), Optional.empty(), 1, Integer.MAX_VALUE);
    }

    /** Those of them whose body holds this text. */
    public On holding(String text) {
        return new On(method, path, Optional.of(text), queryText, first, times);
    }

    /** Those of them whose query holds this text. */
    public On asking(String text) {
        return new On(method, path, bodyText, Optional.of(text), first, times);
    }

    /** Only the nth of them. */
    public On nth(int number) {
        return new On(method, path, bodyText, queryText, number, 1);
    }

    /** Only the first of them. */
    public On once() {
        return nth(1);
    }

    /** Only so many of them, from the first meant on. */
    public On times(int count) {
        return new On(method, path, bodyText, queryText, first, count);
    }

    boolean matches(Request request) {
        return queryText.filter(text -> !request.query().orElse("").contains(text)).isEmpty()
                && method.filter(wanted -> !wanted.equals(request.method())).isEmpty()
                && path.filter(glob -> !PathGlob.fits(glob, request.path())).isEmpty()
                && bodyText.filter(
                                text ->
                                        !new String(request.body(), StandardCharsets.UTF_8)
                                                .contains(text))
                        .isEmpty();
    }

    boolean means(long match) {
        return match >= first && match - first < times;
    }
}
