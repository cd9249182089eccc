package dev.stile.bench.figure;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Samples of one thing, in the order they were taken; at least one.
 *
 * @param samples in one unit
 */
public record Figures(List<Double> samples) {
    public Figures {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a figure needs a sample");
        }
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = samples.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    public double least() {
        return samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double most() {
        return samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Median and spread for people. */
    public String text(Unit unit) {
        return unit.number(median())
                + " ("
                + unit.number(least())
                + " to "
                + unit.number(most())
                + ")";
    }

    /** Median, spread and every sample. */
    public Json json() {
        return Json.object()
                .put("median", number(median()))
                .put("least", number(least()))
                .put("most", number(most()))
                .put("samples", Json.array(samples.stream().map(Figures::number).toList()))
                .build();
    }

    static Json number(double value) {
        return Json.number(BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP));
    }
}
