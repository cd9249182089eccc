package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.api.value.RecordId;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Limit;
import dev.stile.cli.project.OpenProject;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.path.Layout;
import dev.stile.git.sync.SchemaCache;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

/** Lists what the mirror went through. */
@Command(
        name = "history",
        description = "List the states that a project went through, newest first.",
        footer = {
            "",
            "Examples:",
            "  stile history work/demo --limit 5",
            "  stile history . --record 7",
        })
public final class HistoryCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most lines: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--record", paramLabel = "ID", description = "Only what touched this record.")
    private Optional<String> record = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        try (OpenProject project =
                desk.projects().open(desk.find(where).address(), desk.reporter())) {
            List<PublishedState> found =
                    PublishedState.newest(
                            project.repository(), 1L + limit, record.map(id -> path(project, id)));
            if (found.isEmpty() && project.repository().tip().isPresent()) {
                record.ifPresent(
                        id -> {
                            throw UnknownRecord.in(project.address(), id);
                        });
            }
            List<PublishedState> states = found.stream().limit(limit).toList();
            return desk.done(
                    Desk.items(
                            states.stream().<Json>map(PublishedState::document).toList(),
                            states.size() == found.size()),
                    terminal -> {
                        states.forEach(
                                state ->
                                        terminal.result(
                                                state.at()
                                                        + "  "
                                                        + state.commit().substring(0, 12)
                                                        + "  "
                                                        + state.message()));
                        if (states.isEmpty()) {
                            terminal.note("no state was fetched yet");
                        }
                    });
        }
    }

    /** Where a record stands or stood: one that is gone has a history, too. */
    private static String path(OpenProject project, String typed) {
        RecordId id = id(typed);
        return project.mirror()
                .state()
                .shown(id)
                .map(ShownRecord::path)
                .or(
                        () ->
                                SchemaCache.kept(project.mirror().state())
                                        .map(schema -> Layout.of(schema).recordPath(id)))
                .orElse(typed);
    }

    private static RecordId id(String typed) {
        try {
            return new RecordId(typed);
        } catch (IllegalArgumentException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("not an id: " + typed)
                    .argument("verb", "history")
                    .cause(wrong)
                    .build();
        }
    }
}
