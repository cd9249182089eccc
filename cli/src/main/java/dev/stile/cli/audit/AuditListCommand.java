package dev.stile.cli.audit;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenTime;
import dev.stile.cli.desk.KnownNames;
import dev.stile.cli.desk.Limit;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists rows of the audit log. */
@Command(
        name = "list",
        description = "List the newest rows of the audit log, newest first.",
        footer = {
            "",
            "Examples:",
            "  stile audit list --limit 20",
            "  stile audit list --connection work --verb record.update",
            "  stile audit list --since 2026-05-01T00:00:00Z --ref PLAN",
            "  stile audit list --ref outbox=ob-88",
        })
public final class AuditListCommand implements Action {
    private static final int MOST = 10_000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most rows: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--before", paramLabel = "SEQ", description = "Only rows before this one.")
    private long before = Long.MAX_VALUE;

    @Option(names = "--since", paramLabel = "TIME", description = "Only rows at or after it.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--connection", paramLabel = "NAME", description = "Only of this connection.")
    private Optional<String> connection = Optional.empty();

    @Option(names = "--verb", paramLabel = "VERB", description = "Only this verb, or its area.")
    private Optional<String> verb = Optional.empty();

    @Option(
            names = "--ref",
            paramLabel = "[NAME=]VALUE",
            description = "Only of this plan, session, delivery or entry.")
    private Optional<String> ref = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        int most = Math.min(limit, MOST);
        List<StoredRow> rows =
                desk.house().isFurnished()
                        ? new AuditSearch(desk.house().database())
                                .newest(filter(), before, most, desk.patience())
                        : List.of();
        if (rows.isEmpty()) {
            new KnownNames(desk).requireConnection(connection, () -> hasRows(desk));
        }
        return desk.done(
                document(rows, rows.size() == most),
                terminal -> {
                    rows.forEach(row -> terminal.result(line(row)));
                    if (rows.isEmpty()) {
                        terminal.note("no row");
                    }
                    terminal.note("next: stile audit verify");
                });
    }

    private boolean hasRows(Desk desk) {
        AuditFilter narrowed = AuditFilter.everything().connection(connection.orElseThrow());
        return !new AuditSearch(desk.house().database())
                .newest(narrowed, Long.MAX_VALUE, 1, desk.patience())
                .isEmpty();
    }

    private AuditFilter filter() {
        AuditFilter filter = AuditFilter.everything();
        if (since.isPresent()) {
            filter = filter.since(time(since.get()));
        }
        if (connection.isPresent()) {
            filter = filter.connection(connection.get());
        }
        if (verb.isPresent()) {
            filter = filter.verb(verb.get());
        }
        if (ref.isEmpty()) {
            return filter;
        }
        int equals = ref.get().indexOf('=');
        return equals > 0
                ? filter.ref(ref.get().substring(0, equals), ref.get().substring(equals + 1))
                : filter.ref(ref.get());
    }

    private static Instant time(String typed) {
        try {
            return GivenTime.parse(typed);
        } catch (DateTimeException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("not a time: " + typed)
                    .detail("a time is written 2026-05-01T00:00:00Z")
                    .argument("verb", "audit", "list")
                    .build();
        }
    }

    private static String line(StoredRow row) {
        StringBuilder line = new StringBuilder();
        line.append(row.sequence()).append("  ").append(row.at()).append("  ");
        line.append(row.verb()).append(' ').append(row.phase());
        row.connection()
                .ifPresent(
                        slug ->
                                line.append("  ")
                                        .append(slug)
                                        .append(
                                                row.container()
                                                        .map(name -> "/" + name)
                                                        .orElse("")));
        row.target().ifPresent(target -> line.append("  ").append(target));
        row.outcome().ifPresent(outcome -> line.append("  ").append(outcome));
        return line.toString();
    }

    private static Json document(List<StoredRow> rows, boolean more) {
        List<Json> items = rows.stream().map(AuditListCommand::document).toList();
        Json next = more ? Json.text(Long.toString(rows.getLast().sequence())) : Json.nothing();
        return Json.object().put("items", Json.array(items)).put("next", next).build();
    }

    static Json document(StoredRow row) {
        return document(row, row.outcome());
    }

    /**
     * @param outcome also one that no row tells
     */
    static Json document(StoredRow row, Optional<String> outcome) {
        Json.ObjectBuilder item =
                Json.object()
                        .put("seq", row.sequence())
                        .put("at", row.at())
                        .put("actor", row.actor())
                        .put("verb", row.verb())
                        .put("phase", row.phase());
        row.parent().ifPresent(parent -> item.put("parent", parent));
        return item.putIf("connection", row.connection())
                .putIf("container", row.container())
                .putIf("target", row.target())
                .putIf("decision", row.decision())
                .putIf("reason", row.reason())
                .putIf("outcome", outcome)
                .put("hash", row.hash())
                .build();
    }
}
