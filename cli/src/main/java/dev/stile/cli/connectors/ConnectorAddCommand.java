package dev.stile.cli.connectors;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenFile;
import dev.stile.cli.desk.Isolation;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.template.TemplateStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Registers a template, or replaces the one of its slug. */
@Command(
        name = "add",
        description = "Register a connector from its template.",
        footer = {
            "",
            "An action counts as one that others can see until a person says by name that it only",
            "reads; that holds for exactly this template. A program that alone can tell the events",
            "of the template is run, for its hello.",
            "",
            "Examples:",
            "  stile connector add ./pond/template.yaml",
            "  stile connector add ./pond/template.yaml --confirm-read-only get_level",
        })
public final class ConnectorAddCommand implements Action {
    @Parameters(paramLabel = "FILE", description = "A template in YAML or JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--confirm-read-only",
            paramLabel = "ACTION",
            description = "This action only reads.")
    private List<String> readOnly = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        GivenFile given = new GivenFile(desk, file, "connector add");
        TemplateStore.Added added = added(desk, given);
        KnownConnector known =
                new KnownConnectors(desk)
                        .of(ProgramWarning.added(added.template(), desk, given.folder()));
        String slug = known.effective().slug();
        TemplateDoubts.tell(desk, known);
        return desk.done(
                ConnectorDocument.whole(known).put("changed", added.changed()).build(),
                terminal -> {
                    terminal.result(
                            (added.changed() ? "registered " : "already registered ") + slug);
                    ConnectorLines.tell(terminal, known);
                    known.template()
                            .manifest()
                            .program()
                            .ifPresent(program -> terminal.result(Isolation.NONE));
                    terminal.note("next: " + ShellWords.command("stile connect", slug));
                });
    }

    private TemplateStore.Added added(Desk desk, GivenFile given) {
        try {
            return desk.flow()
                    .templates()
                    .add(
                            given.bytes(),
                            given.folder(),
                            new HashSet<>(readOnly),
                            desk.subject(),
                            desk.flow().inquiry(),
                            desk.patience());
        } catch (Failure refused) {
            if (refused.registered() != Code.TRIGGER_UNBACKED) {
                throw refused;
            }
            // It was not added, so nothing of that name can be shown.
            throw refused.extended()
                    .remedy(
                            Remedy.of(
                                    "Give the template a command that offers subscribe, or take"
                                            + " can_subscribe out.",
                                    "stile connector check {file}",
                                    "stile connector add {file}"))
                    .argument("file", file.toString())
                    .build();
        }
    }
}
