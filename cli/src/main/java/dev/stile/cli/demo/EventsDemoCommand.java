package dev.stile.cli.demo;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.ExitCode;
import dev.stile.core.terminal.Terminal;

import picocli.CommandLine.Command;

import java.util.Optional;

/** Shows the way of an event. */
@Command(
        name = "events",
        description = "Show the way of an event to an action, through a crash, and clean up.",
        footer = {
            "",
            "Needs python3. Nothing leaves this machine, nothing is asked, nothing is left behind.",
            "",
            "Example:",
            "  stile demo events",
        })
public final class EventsDemoCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        Optional<Terminal> terminal = desk.json() ? Optional.empty() : Optional.of(desk.terminal());
        try (Workshop workshop = Workshop.open(desk.around().environment())) {
            Surroundings around = workshop.around(desk.around());
            try (TypedCommands commands =
                            new TypedCommands(workshop.folder(), around.environment(), terminal);
                    BackgroundDaemon daemon = new BackgroundDaemon(commands, around)) {
                new EventsRound(workshop, commands, daemon, around).run();
                terminal.ifPresent(EventsDemoCommand::next);
                if (desk.json()) {
                    desk.tell(DemoCommand.document(commands.ran()), to -> {});
                }
            }
        }
        return ExitCode.DONE;
    }

    private static void next(Terminal terminal) {
        terminal.result("");
        terminal.result("Everything is removed again. To try it yourself, three commands:");
        terminal.result("  stile skeleton python ./pond");
        terminal.result("  stile connector add ./pond/template.yaml");
        terminal.result("  stile rule add --help");
    }
}
