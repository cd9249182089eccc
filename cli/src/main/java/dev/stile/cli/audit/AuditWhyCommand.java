package dev.stile.cli.audit;

import dev.stile.cli.acting.EntryName;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.error.ExitCode;
import dev.stile.core.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prints the chain from an event to an effect (TU-57). */
@Command(
        name = "why",
        description = "Print what led to an entry of the outbox and what came of it, in order.",
        footer = {"", "Example:", "  stile audit why ob-88"})
public final class AuditWhyCommand implements Action {
    @Parameters(paramLabel = "OUTBOX_ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @Override
    public ExitCode run(Desk desk) {
        List<StoredRow> rows = desk.flow().trail().why(desk.patience(), EntryName.parse(id));
        Predicate<StoredRow> isUnknown = unknown(rows);
        return desk.done(
                Desk.items(
                        rows.stream()
                                .map(
                                        row ->
                                                AuditListCommand.document(
                                                        row,
                                                        isUnknown.test(row)
                                                                ? Optional.of("unknown")
                                                                : row.outcome()))
                                .toList()),
                terminal -> print(terminal, rows, isUnknown));
    }

    /** An intent without an outcome. */
    private static Predicate<StoredRow> unknown(List<StoredRow> rows) {
        Set<Long> ended =
                rows.stream()
                        .filter(row -> row.phase().equals("outcome"))
                        .flatMapToLong(row -> row.parent().stream())
                        .boxed()
                        .collect(Collectors.toSet());
        return row -> row.phase().equals("intent") && !ended.contains(row.sequence());
    }

    private static void print(
            Terminal terminal, List<StoredRow> rows, Predicate<StoredRow> isUnknown) {
        int actors = width(rows, StoredRow::actor);
        int verbs = width(rows, row -> row.verb() + " " + row.phase());
        for (StoredRow row : rows) {
            StringBuilder line = new StringBuilder();
            line.append(row.sequence()).append("  ").append(row.at()).append("  ");
            line.append(padded(row.actor(), actors)).append("  ");
            line.append(padded(row.verb() + " " + row.phase(), verbs));
            row.connection().ifPresent(slug -> line.append("  ").append(slug));
            row.target().ifPresent(target -> line.append("  ").append(target));
            row.decision().ifPresent(decision -> line.append("  ").append(decision));
            row.reason().ifPresent(reason -> line.append(" (").append(reason).append(')'));
            row.outcome().ifPresent(outcome -> line.append("  -> ").append(outcome));
            if (isUnknown.test(row)) {
                line.append("  -> unknown: it has no outcome");
            }
            terminal.result(line.toString());
        }
        terminal.note("next: stile audit verify");
    }

    private static int width(
            List<StoredRow> rows, java.util.function.Function<StoredRow, String> column) {
        return rows.stream().map(column).mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
