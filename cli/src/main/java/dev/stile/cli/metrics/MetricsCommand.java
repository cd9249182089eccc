package dev.stile.cli.metrics;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.metrics.Exposition;
import dev.stile.flow.metrics.Metric;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells the numbers of this home. */
@Command(
        name = "metrics",
        description = "Print the numbers of this home, as Prometheus reads them.",
        footer = {
            "",
            "The daemon answers the same at /metrics with --metrics-port, to whoever sends the",
            "token in the file metrics.token of the home: the credentials_file of Prometheus.",
            "",
            "Examples:",
            "  stile metrics",
            "  stile metrics --json",
        })
public final class MetricsCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        // Makes no home where there is none.
        List<Metric> metrics =
                desk.house().isFurnished() ? desk.flow().metrics(desk.patience()) : List.of();
        return desk.done(
                Desk.items(metrics.stream().flatMap(MetricsCommand::documents).toList()),
                terminal -> Exposition.text(metrics).lines().forEach(terminal::result));
    }

    private static Stream<Json> documents(Metric metric) {
        return metric.samples().stream().map(sample -> document(metric, sample));
    }

    private static Json document(Metric metric, Metric.Sample sample) {
        Json.ObjectBuilder labels = Json.object();
        sample.labels().forEach(labels::put);
        return Json.object()
                .put("name", metric.name())
                .put("type", metric.type().name().toLowerCase(Locale.ROOT))
                .put("labels", labels.build())
                .put("value", (long) sample.value())
                .build();
    }
}
