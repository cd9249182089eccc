package dev.stile.bench.figure;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Rows and the machine they were measured on, as one JSON document. */
public final class Report {
    private Report() {}

    /**
     * The document.
     *
     * @param machine facts by name: processor, git, JDK
     */
    public static Json of(Map<String, String> machine, List<Row> rows) {
        Json.ObjectBuilder facts = Json.object();
        machine.forEach(facts::put);
        return Json.object()
                .put("schema", 1)
                .put("machine", facts.build())
                .put("rows", Json.array(rows.stream().map(Report::row).toList()))
                .build();
    }

    /** What is kept of a run: one line, with medians alone. */
    public static Json kept(Map<String, String> machine, List<Row> rows) {
        Json.ObjectBuilder facts = Json.object();
        machine.forEach(facts::put);
        return Json.object()
                .put("machine", facts.build())
                .put("rows", Json.array(rows.stream().map(Report::keptRow).toList()))
                .build();
    }

    private static Json keptRow(Row row) {
        Json.ObjectBuilder kept = Json.object().put("row", row.name()).put("records", row.size());
        switch (row) {
            case Row.Failed failed -> kept.put("failed", failed.why());
            case Row.Measured measured -> {
                kept.put("unit", measured.unit().sign())
                        .put("median", Figures.number(measured.figures().median()));
                measured.floor()
                        .ifPresent(floor -> kept.put("floor", Figures.number(floor.median())));
                if (!(measured.must() instanceof Must.Nothing)) {
                    kept.put("must", measured.must().text(measured.unit()))
                            .put("met", measured.must().isMetBy(measured));
                }
            }
        }
        return kept.build();
    }

    private static Json row(Row row) {
        Json.ObjectBuilder document =
                Json.object().put("row", row.name()).put("records", row.size());
        switch (row) {
            case Row.Failed failed -> document.put("failed", failed.why());
            case Row.Measured measured -> {
                document.put("unit", measured.unit().sign())
                        .put("figures", measured.figures().json());
                measured.floor().ifPresent(floor -> document.put("floor", floor.json()));
                if (!(measured.must() instanceof Must.Nothing)) {
                    document.put("must", measured.must().text(measured.unit()))
                            .put("met", measured.must().isMetBy(measured));
                }
                Json.ObjectBuilder parts = Json.object();
                measured.parts().forEach((name, figures) -> parts.put(name, figures.json()));
                Json.ObjectBuilder counts = Json.object();
                measured.counts().forEach(counts::put);
                document.put("parts", parts.build())
                        .put("counts", counts.build())
                        .put(
                                "load",
                                Json.number(
                                        BigDecimal.valueOf(measured.load())
                                                .setScale(2, RoundingMode.HALF_UP)));
            }
        }
        return document.build();
    }
}
