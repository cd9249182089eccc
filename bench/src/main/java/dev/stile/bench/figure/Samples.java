package dev.stile.bench.figure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what one row is made of. Begin it when the row begins: it notes the load. */
public final class Samples {
    private final String name;
    private final int size;
    private final Unit unit;
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final List<Double> taken = new ArrayList<>();
    private final List<Double> floor = new ArrayList<>();
    private final Map<String, List<Double>> parts = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    public Samples(String name, int size, Unit unit) {
        this.name = name;
        this.size = size;
        this.unit = unit;
    }

    public void take(double value) {
        taken.add(value);
    }

    public void floor(double value) {
        floor.add(value);
    }

    public void part(String part, double value) {
        parts.computeIfAbsent(part, unused -> new ArrayList<>()).add(value);
    }

    public void count(String what, long count) {
        counts.put(what, count);
    }

    public Row row(Must must) {
        Map<String, Figures> figures = new LinkedHashMap<>();
        parts.forEach((part, values) -> figures.put(part, new Figures(values)));
        return new Row.Measured(
                name,
                size,
                unit,
                new Figures(taken),
                floor.isEmpty() ? Optional.empty() : Optional.of(new Figures(floor)),
                figures,
                counts,
                must,
                load);
    }
}
