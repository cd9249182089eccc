package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.KnownNames;
import dev.stile.cli.desk.Limit;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.Quarantine;
import dev.stile.core.terminal.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Lists frames that were set aside. */
@Command(
        name = "list",
        description = "List what was set aside, the newest first.",
        footer = {"", "Example:", "  stile event quarantine list --connection work"})
public final class QuarantineListCommand implements Action {
    private static final int MOST = 1_000;

    /** Of an excerpt in a list. */
    private static final int SHOWN = 2_000;

    @Option(names = "--connection", paramLabel = "NAME", description = "Only of this connection.")
    private Optional<String> connection = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most of them: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--before", paramLabel = "ID", description = "Only those before this one.")
    private long before = Long.MAX_VALUE;

    @Override
    public ExitCode run(Desk desk) {
        int most = Math.min(limit, MOST);
        List<Quarantine.Kept> all =
                desk.house().isFurnished()
                        ? desk.flow().quarantine().list(desk.patience(), connection, before, most)
                        : List.of();
        if (all.isEmpty()) {
            new KnownNames(desk)
                    .requireConnection(
                            connection,
                            () ->
                                    !desk.flow()
                                            .quarantine()
                                            .list(desk.patience(), connection, Long.MAX_VALUE, 1)
                                            .isEmpty());
        }
        Json next =
                all.size() == most ? Json.text(Long.toString(all.getLast().id())) : Json.nothing();
        return desk.done(
                Json.object()
                        .put(
                                "items",
                                Json.array(
                                        all.stream().map(QuarantineListCommand::document).toList()))
                        .put("next", next)
                        .build(),
                terminal -> {
                    for (Quarantine.Kept each : all) {
                        terminal.result(
                                Words.of(
                                        each.id()
                                                + "  "
                                                + each.at()
                                                + "  "
                                                + each.connection()
                                                + "  "
                                                + each.what().reason()
                                                + "  "
                                                + each.what().length()
                                                + " bytes  "),
                                Words.quoted(excerpt(each)));
                    }
                    terminal.note(
                            all.isEmpty()
                                    ? "nothing is set aside"
                                    : "next: "
                                            + ShellWords.command(
                                                    "stile event quarantine drop",
                                                    all.getFirst().id(),
                                                    "--reason",
                                                    "TEXT"));
                });
    }

    static Json document(Quarantine.Kept each) {
        return Json.object()
                .put("id", Long.toString(each.id()))
                .put("connection", each.connection())
                .put("stream", each.stream())
                .put("at", each.at().toString())
                .put("reason", each.what().reason())
                .putIf("event", each.what().event())
                .put("length", each.what().length())
                .put("sha256", each.what().sha256())
                .put(
                        "excerpt",
                        Json.object()
                                .put("tainted", true)
                                .put("text", excerpt(each).sanitise(Sanitizers.jsonField()).value())
                                .build())
                .build();
    }

    private static Tainted<String> excerpt(Quarantine.Kept each) {
        byte[] bytes = each.what().excerpt();
        String text = new String(bytes, 0, Math.min(bytes.length, SHOWN), StandardCharsets.UTF_8);
        return Tainted.of(text, Label.outside(Scope.of(each.connection())));
    }
}
