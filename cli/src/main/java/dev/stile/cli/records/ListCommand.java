package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.api.record.FieldRef;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenTime;
import dev.stile.cli.desk.Limit;
import dev.stile.cli.project.OpenProject;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Words;
import dev.stile.git.format.RecordParser;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.sync.SchemaCache;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists the records of a project. */
@Command(
        name = "list",
        description = "List records, those that changed last first.",
        footer = {
            "",
            "Examples:",
            "  stile list",
            "  stile list work/demo --status open --limit 10",
            "  stile list work/demo --assignee maya --updated-since 2026-05-01 --offline",
        })
public final class ListCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Option(names = "--status", paramLabel = "NAME", description = "Only with this status.")
    private Optional<String> status = Optional.empty();

    @Option(names = "--label", paramLabel = "NAME", description = "Only with this label.")
    private Optional<String> label = Optional.empty();

    @Option(names = "--assignee", paramLabel = "NAME", description = "Only of this person.")
    private Optional<String> assignee = Optional.empty();

    @Option(names = "--updated-since", paramLabel = "TIME", description = "Only changed since.")
    private Optional<String> updatedSince = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most lines: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--offline", description = "Do not ask the tracker.")
    private boolean offline;

    @Override
    public ExitCode run(Desk desk) {
        try (OpenProject project =
                desk.projects().open(desk.find(where).address(), desk.reporter())) {
            Freshness.ensure(project, offline);
            List<RecordFile> all = found(project);
            List<RecordFile> found = all.stream().limit(limit).toList();
            return desk.done(
                    document(found, found.size() == all.size()),
                    terminal -> {
                        for (RecordFile each : found) {
                            terminal.result(
                                    Words.id(each.shown().id()),
                                    Words.of("  "),
                                    Words.quoted(each.status()),
                                    Words.of("  "),
                                    Words.quoted(each.title()));
                        }
                        if (found.isEmpty()) {
                            terminal.note("no record");
                        } else {
                            terminal.note(
                                    "next: "
                                            + ShellWords.command(
                                                    "stile show",
                                                    project.address(),
                                                    found.getFirst().shown().id()));
                        }
                    });
        }
    }

    /** No more than one beyond the limit, which tells that there are more. */
    private List<RecordFile> found(OpenProject project) {
        Optional<Instant> since = updatedSince.map(ListCommand::time);
        List<ShownRecord> shown = new ArrayList<>();
        project.mirror()
                .state()
                .eachShown(
                        record -> {
                            if (since.isEmpty() || isSince(record, since.get())) {
                                shown.add(record);
                            }
                        });
        shown.sort(
                Comparator.comparing(
                        (ShownRecord record) -> record.updatedAt().orElse(Instant.EPOCH),
                        Comparator.reverseOrder()));
        RecordParser parser =
                new RecordParser(SchemaCache.kept(project.mirror().state()).orElseThrow());
        List<RecordFile> found = new ArrayList<>();
        try (ObjectReader reader = project.repository().reader()) {
            for (ShownRecord record : shown) {
                if (found.size() > limit) {
                    break;
                }
                RecordFile file = RecordFile.read(record, reader, parser, project.parts().label());
                if (isWanted(file)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private boolean isWanted(RecordFile file) {
        return status.map(name -> file.says(FieldRef.STATUS, name)).orElse(true)
                && label.map(name -> file.says(FieldRef.LABELS, name)).orElse(true)
                && assignee.map(name -> file.says(FieldRef.ASSIGNEES, name)).orElse(true);
    }

    private static boolean isSince(ShownRecord record, Instant since) {
        return record.updatedAt().filter(at -> !at.isBefore(since)).isPresent();
    }

    private static Instant time(String typed) {
        try {
            return typed.contains("T")
                    ? GivenTime.parse(typed)
                    : LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("not a time: " + typed)
                    .detail("a time is written 2026-05-01 or 2026-05-01T00:00:00Z")
                    .argument("verb", "list")
                    .build();
        }
    }

    private static Json document(List<RecordFile> found, boolean complete) {
        List<Json> items = new ArrayList<>();
        for (RecordFile each : found) {
            items.add(
                    Json.object()
                            .put("id", each.shown().id().text())
                            .put("path", each.shown().path())
                            .put("status", ProjectDocument.outside(each.status()))
                            .put("title", ProjectDocument.outside(each.title()))
                            .put(
                                    "updated_at",
                                    each.shown()
                                            .updatedAt()
                                            .map(Instant::toString)
                                            .orElse("unknown"))
                            .build());
        }
        return Desk.items(items, complete);
    }
}
