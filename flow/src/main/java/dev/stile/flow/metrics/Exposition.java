package dev.stile.flow.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures as text (https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4).
 */
public final class Exposition {
    /** What an answer that holds it says of itself. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private Exposition() {}

    /** Lines, each with its end. */
    public static String text(List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        for (Metric metric : metrics) {
            text.append("# HELP ").append(metric.name()).append(' ');
            text.append(metric.help()).append('\n');
            text.append("# TYPE ").append(metric.name()).append(' ');
            text.append(metric.type().name().toLowerCase(Locale.ROOT)).append('\n');
            metric.samples().forEach(sample -> append(text, metric.name(), sample));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, Metric.Sample sample) {
        text.append(name);
        if (!sample.labels().isEmpty()) {
            text.append(
                    sample.labels().entrySet().stream()
                            .map(Exposition::label)
                            .collect(Collectors.joining(",", "{", "}")));
        }
        text.append(' ').append(number(sample.value())).append('\n');
    }

    private static String label(Map.Entry<String, String> label) {
        String escaped =
                label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return label.getKey() + "=\"" + escaped + '"';
    }

    private static String number(double value) {
        return new BigDecimal(value).stripTrailingZeros().toPlainString();
    }
}
