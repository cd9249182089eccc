package dev.stile.cli.skills;

import dev.stile.api.json.Json;
import dev.stile.cli.connectors.KnownConnector;
import dev.stile.cli.connectors.KnownConnectors;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a guide. */
@Command(
        name = "show",
        description = "Show the guide of a connector.",
        footer = {"", "Example:", "  stile skill show sim"})
public final class SkillShowCommand implements Action {
    @Parameters(paramLabel = "CONNECTOR", description = "Its slug.")
    private String slug = "";

    @Override
    public ExitCode run(Desk desk) {
        KnownConnector known = new KnownConnectors(desk).require(slug);
        String skill = known.template().manifest().skill();
        String guide =
                Guides.of(known)
                        .orElseThrow(
                                () ->
                                        Failure.of(Code.NO_GUIDE)
                                                .headline(
                                                        "the connector "
                                                                + slug
                                                                + " has no guide "
                                                                + skill)
                                                .argument("connector", slug)
                                                .build());
        return desk.done(
                Json.object().put("connector", slug).put("skill", skill).put("text", guide).build(),
                terminal -> {
                    guide.lines().forEach(terminal::result);
                    terminal.note("next: " + ShellWords.command("stile connect", slug));
                });
    }
}
