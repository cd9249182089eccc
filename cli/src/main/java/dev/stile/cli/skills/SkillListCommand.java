package dev.stile.cli.skills;

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
        List<KnownConnector> all = new KnownConnectors(desk).all();
        return desk.done(
                Desk.items(all.stream().map(SkillListCommand::item).toList()),
                terminal -> {
                    all.forEach(
                            each ->
                                    terminal.result(
                                            slug(each)
                                                    + "  "
                                                    + (Guides.of(each).isPresent()
                                                            ? "guide " + skill(each)
                                                            : "no guide " + skill(each))));
                    terminal.note("next: stile skill show CONNECTOR");
                });
    }

    private static Json item(KnownConnector connector) {
        return Json.object()
                .put("connector", slug(connector))
                .put("skill", skill(connector))
                .put("present", Guides.of(connector).isPresent())
                .build();
    }

    private static String slug(KnownConnector connector) {
        return connector.template().manifest().slug();
    }

    private static String skill(KnownConnector connector) {
        return connector.template().manifest().skill();
    }
}
