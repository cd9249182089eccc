package dev.stile.cli.skills;

import dev.stile.api.connector.Manifest;
import dev.stile.api.json.Json;
import dev.stile.cli.connectors.KnownConnector;
import dev.stile.cli.connectors.KnownConnectors;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;

import java.util.List;

/** Lists guides. */
@Command(
        name = "list",
        description = "List the guides of the connectors of this machine.",
        footer = {"", "Example:", "  stile skill list"})
public final class SkillListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        List<Listed> all =
                new KnownConnectors(desk).all().stream().map(SkillListCommand::listed).toList();
        return desk.done(
                Desk.items(all.stream().map(Listed::item).toList()),
                terminal -> {
                    all.forEach(
                            each ->
                                    terminal.result(
                                            each.slug()
                                                    + (each.present() ? "  guide " : "  no guide ")
                                                    + each.skill()));
                    terminal.note("next: stile skill show CONNECTOR");
                });
    }

    private static Listed listed(KnownConnector connector) {
        Manifest manifest = connector.template().manifest();
        return new Listed(manifest.slug(), manifest.skill(), Guides.of(connector).isPresent());
    }

    private record Listed(String slug, String skill, boolean present) {
        Json item() {
            return Json.object()
                    .put("connector", slug)
                    .put("skill", skill)
                    .put("present", present)
                    .build();
        }
    }
}
