package dev.stile.core.registry;

import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In whose name, by which way and for what a connection is opened.
 *
 * @param subject who asks
 * @param way by a command or by a push
 * @param refs what audit rows belong to, such as {@code session}
 * @param writesRecordedElsewhere whether the intents of writes are rows of the caller's own
 *     effects, written when it marks them as sending, so that a second row would say the same twice
 */
public record Session(
        Subject subject, Way way, SortedMap<String, String> refs, boolean writesRecordedElsewhere) {
    public Session {
        refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
    }

    /** A command that reads, and writes single things. */
    public static Session ofCommand(Subject subject) {
        return new Session(subject, Way.COMMAND, new TreeMap<>(), false);
    }

    /** A push, whose effects have rows of their own. */
    public static Session ofPush(Subject subject) {
        return new Session(subject, Way.PUSH, new TreeMap<>(), true);
    }

    /** The same, with one more thing that its rows belong to. */
    public Session ref(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(refs);
        more.put(name, value);
        return new Session(subject, way, more, writesRecordedElsewhere);
    }
}
