package dev.stile.flow.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One measure.
 *
 * @param name as Prometheus spells names, such as {@code stile_events_total}
 * @param help one line of ours
 */
public record Metric(String name, Type type, String help, List<Sample> samples) {
    /** What a number means over time. */
    public enum Type {
        /** Only grows, until a store is restored. */
        COUNTER,
        GAUGE
    }

    /**
     * One number.
     *
     * @param labels words of ours and names that the user gave
     */
    public record Sample(SortedMap<String, String> labels, double value) {
        public Sample {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }

        static Sample of(double value) {
            return new Sample(new TreeMap<>(), value);
        }

        static Sample of(String label, String word, double value) {
            return new Sample(new TreeMap<>(Map.of(label, word)), value);
        }

        static Sample of(String label, String word, String other, String otherWord, double value) {
            return new Sample(new TreeMap<>(Map.of(label, word, other, otherWord)), value);
        }
    }

    public Metric {
        samples = List.copyOf(samples);
    }
}
