package dev.stile.flow.lifecycle;

import dev.stile.core.inbox.StoredEvent;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that happened to Stile.
 *
 * @param kind what
 * @param about slug of the connection or rule; events about the same stay in order
 * @param message one line for people, words of ours
 * @param facts more for programs; ids and words of ours, never a text from outside
 * @param occurrence names it, so that telling it again stores nothing; empty means that each
 *     telling is a new one
 * @param cause the event whose handling led to it, where one did
 */
public record LifecycleEvent(
        LifecycleKind kind,
        String about,
        String message,
        SortedMap<String, String> facts,
        Optional<String> occurrence,
        Optional<StoredEvent> cause) {
    public LifecycleEvent {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    public static LifecycleEvent of(LifecycleKind kind, String about, String message) {
        return new LifecycleEvent(
                kind, about, message, new TreeMap<>(), Optional.empty(), Optional.empty());
    }

    /** One of a rule, stored once. */
    public static LifecycleEvent ofRule(LifecycleKind kind, String rule, String occurrence) {
        return of(kind, rule, "the rule " + rule + ": " + kind.wire()).once(occurrence);
    }

    /** With one more fact. */
    public LifecycleEvent fact(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(facts);
        more.putAll(Map.of(name, value));
        return new LifecycleEvent(kind, about, message, more, occurrence, cause);
    }

    /** Stored once, however often it is told. */
    public LifecycleEvent once(String name) {
        return new LifecycleEvent(kind, about, message, facts, Optional.of(name), cause);
    }

    /** Caused by handling that event. */
    public LifecycleEvent causedBy(StoredEvent event) {
        return new LifecycleEvent(kind, about, message, facts, occurrence, Optional.of(event));
    }
}
