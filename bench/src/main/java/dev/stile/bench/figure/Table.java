package dev.stile.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows as text in columns. */
public final class Table {
    private static final List<String> HEAD =
            List.of(
                    "row",
                    "records",
                    "unit",
                    "median (spread)",
                    "floor (spread)",
                    "ratio",
                    "must",
                    "",
                    "counted",
                    "load");

    private Table() {}

    /** The table, each line ended. */
    public static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder one = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                one.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 2);
            }
            text.append(one.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> cells(Row row) {
        String size = row.size() == 0 ? "" : Integer.toString(row.size());
        return switch (row) {
            case Row.Failed failed ->
                    List.of(
                            failed.name(),
                            size,
                            "",
                            "failed: " + failed.why(),
                            "",
                            "",
                            "",
                            "",
                            "",
                            "");
            case Row.Measured measured ->
                    List.of(
                            measured.name(),
                            size,
                            measured.unit().sign(),
                            measured.figures().text(measured.unit()),
                            measured.floor().map(floor -> floor.text(measured.unit())).orElse(""),
                            measured.floor()
                                    .map(
                                            floor ->
                                                    String.format(
                                                            Locale.ROOT,
                                                            "%.2f",
                                                            measured.figures().median()
                                                                    / floor.median()))
                                    .orElse(""),
                            measured.must().text(measured.unit()),
                            verdict(measured),
                            counted(measured),
                            String.format(Locale.ROOT, "%.1f", measured.load()));
        };
    }

    private static String verdict(Row.Measured row) {
        return row.must() instanceof Must.Nothing ? "" : row.must().isMetBy(row) ? "met" : "MISSED";
    }

    private static String counted(Row.Measured row) {
        List<String> words = new ArrayList<>();
        row.counts().forEach((name, count) -> words.add(count + " " + name));
        row.parts()
                .forEach(
                        (name, figures) ->
                                words.add(name + " " + row.unit().number(figures.median())));
        return words.stream().collect(Collectors.joining(", "));
    }
}
