package dev.stile.cli.connectors;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenFile;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.template.Template;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;

/** Tells all that is wrong with a template. */
@Command(
        name = "check",
        description = "Check a template, tell everything that is wrong with it, store nothing.",
        footer = {"", "Example:", "  stile connector check ./pond/template.yaml"})
public final class ConnectorCheckCommand implements Action {
    @Parameters(paramLabel = "FILE", description = "A template in YAML or JSON.")
    private Path file = Path.of("");

    @Override
    public ExitCode run(Desk desk) {
        GivenFile given = new GivenFile(desk, file, "connector check");
        Template template = desk.flow().templates().check(given.bytes(), given.folder());
        KnownConnector known =
                new KnownConnectors(desk).of(ProgramWarning.added(template, desk, given.folder()));
        TemplateDoubts.tell(desk, known);
        return desk.done(
                ConnectorDocument.whole(known).build(),
                terminal -> {
                    ConnectorLines.tell(terminal, known);
                    terminal.note(
                            "next: "
                                    + ShellWords.line(
                                            List.of("stile", "connector", "add", file.toString())));
                });
    }
}
