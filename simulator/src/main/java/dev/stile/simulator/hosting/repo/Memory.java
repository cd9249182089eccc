package dev.stile.simulator.hosting.repo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What git said of things that never change, by their ids, so that looking again starts no process.
 * For any thread.
 */
final class Memory {
    private static final int KEPT = 20_000;

    private final Map<List<String>, Object> said =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<String>, Object> eldest) {
                    return size() > KEPT;
                }
            };

    /** What was said of this, or what is said now; the same question has the same type. */
    <T> T recall(Class<T> type, Supplier<T> ask, String... question) {
        List<String> key = List.of(question);
        synchronized (said) {
            Object known = said.get(key);
            if (known != null) {
                return type.cast(known);
            }
        }
        T answer = ask.get();
        synchronized (said) {
            said.put(key, answer);
        }
        return answer;
    }

    /** Whether something is so. */
    boolean holds(Supplier<Boolean> ask, String... question) {
        return recall(Boolean.class, ask, question);
    }

    /** A text that there may be. */
    Optional<String> text(Supplier<Optional<String>> ask, String... question) {
        return recall(Text.class, () -> new Text(ask.get()), question).value();
    }

    /** A list of texts. */
    List<String> lines(Supplier<List<String>> ask, String... question) {
        return recall(Lines.class, () -> new Lines(ask.get()), question).value();
    }

    private record Text(Optional<String> value) {}

    private record Lines(List<String> value) {}
}
