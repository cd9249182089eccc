package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.api.record.Comment;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.terminal.Words;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.sync.Tracker;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Shows a record. */
@Command(
        name = "show",
        description = "Show one record as its file.",
        footer = {
            "",
            "Examples:",
            "  stile show work/demo 7",
            "  stile show work/demo 7 --comments",
            "  stile show . 7 --raw --offline > 7.md",
        })
public final class ShowCommand implements Action {
    @Parameters(index = "0", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The record.")
    private String id = "";

    @Option(names = "--raw", description = "The bytes of the file, as they are.")
    private boolean raw;

    @Option(names = "--comments", description = "Its comments, too.")
    private boolean withComments;

    @Option(names = "--offline", description = "Do not ask the tracker.")
    private boolean offline;

    @Override
    public ExitCode run(Desk desk) {
        try (OpenProject project =
                desk.projects().open(desk.find(where).address(), desk.reporter())) {
            Freshness.ensure(project, offline);
            ShownRecord shown = shown(project);
            byte[] content = content(project, shown);
            if (raw && !desk.json()) {
                return write(desk, content);
            }
            Tainted<String> text =
                    Tainted.of(
                            new String(content, StandardCharsets.UTF_8), project.parts().label());
            Optional<List<Tainted<Comment>>> comments =
                    withComments ? Optional.of(comments(project)) : Optional.empty();
            return desk.done(
                    document(shown, text, comments),
                    terminal -> {
                        terminal.resultBlock(text.sanitise(Sanitizers.terminalBlock()));
                        for (Tainted<Comment> comment : comments.orElse(List.of())) {
                            terminal.result(
                                    Words.of("comment "),
                                    Words.id(comment.checked(Comment::id)),
                                    Words.of(" by "),
                                    Words.quoted(comment.map(ShowCommand::author)));
                            terminal.resultBlock(
                                    comment.map(Comment::body)
                                            .sanitise(Sanitizers.terminalBlock()));
                        }
                    });
        }
    }

    private ShownRecord shown(OpenProject project) {
        return project.mirror()
                .state()
                .shown(recordId())
                .orElseThrow(() -> UnknownRecord.in(project.address(), id));
    }

    private RecordId recordId() {
        try {
            return new RecordId(id);
        } catch (IllegalArgumentException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("not an id: " + id)
                    .argument("verb", "show")
                    .cause(wrong)
                    .build();
        }
    }

    private static byte[] content(OpenProject project, ShownRecord shown) {
        try (ObjectReader reader = project.repository().reader()) {
            return reader.content(shown.blob())
                    .orElseThrow(
                            () ->
                                    Failure.of(Code.MIRROR_DAMAGED)
                                            .headline("the mirror lacks " + shown.path())
                                            .build());
        }
    }

    private List<Tainted<Comment>> comments(OpenProject project) {
        Tracker tracker = project.tracker();
        return tracker.store().listComments(tracker.project(), recordId(), tracker.calls().get());
    }

    private static String author(Comment comment) {
        return comment.author().map(person -> person.display()).orElse("unknown");
    }

    private static ExitCode write(Desk desk, byte[] content) {
        try {
            desk.out().write(content);
            desk.out().flush();
            return ExitCode.DONE;
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** Comments that nobody asked for are not said to be none. */
    private static Json document(
            ShownRecord shown, Tainted<String> text, Optional<List<Tainted<Comment>>> comments) {
        Json.ObjectBuilder document =
                Json.object()
                        .put("id", shown.id().text())
                        .put("path", shown.path())
                        .put("version", shown.version().text())
                        .put("blob", shown.blob().toString())
                        .put("content", ProjectDocument.outside(text));
        comments.ifPresent(
                said ->
                        document.put(
                                "comments",
                                Json.array(said.stream().map(ShowCommand::document).toList())));
        return document.build();
    }

    private static Json document(Tainted<Comment> comment) {
        return Json.object()
                .put("id", comment.checked(Comment::id).text())
                .put("author", ProjectDocument.outside(comment.map(ShowCommand::author)))
                .put("body", ProjectDocument.outside(comment.map(Comment::body)))
                .build();
    }
}
