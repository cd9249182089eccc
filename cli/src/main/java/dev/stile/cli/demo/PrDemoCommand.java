package dev.stile.cli.demo;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.terminal.Terminal;

import picocli.CommandLine.Command;

import java.util.Optional;

/** Shows the way of a pull request. */
@Command(
        name = "pr",
        description =
                "Show the way of a pull request to its merge, and a refused one, and clean up.",
        footer = {
            "",
            "Nothing leaves this machine, nothing is asked, nothing is left behind.",
            "",
            "Example:",
            "  stile demo pr",
        })
public final class PrDemoCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        Optional<Terminal> terminal = desk.json() ? Optional.empty() : Optional.of(desk.terminal());
        String connector =
                desk.house().shipped().all().stream()
                        .map(ConnectorProvider::manifest)
                        .filter(HostConnections::isOfHosts)
                        .map(Manifest::slug)
                        .findFirst()
                        .orElseThrow(() -> Failure.of(Code.UNKNOWN_CONNECTOR).build());
        try (HostWorkshop workshop = HostWorkshop.open(desk.around().environment(), connector)) {
            Surroundings around = workshop.around(desk.around());
            try (TypedCommands commands =
                    new TypedCommands(workshop.folder(), around.environment(), terminal)) {
                new PullRequestRound(workshop, commands).run();
                terminal.ifPresent(PrDemoCommand::next);
                if (desk.json()) {
                    desk.tell(DemoCommand.document(commands.ran()), to -> {});
                }
            }
        }
        return ExitCode.DONE;
    }

    private static void next(Terminal terminal) {
        terminal.result("");
        terminal.result("Everything is removed again. To use it on a host of your own:");
        terminal.result("  stile connector list");
        terminal.result("  stile connect --help");
        terminal.result("  stile pr --help");
    }
}
