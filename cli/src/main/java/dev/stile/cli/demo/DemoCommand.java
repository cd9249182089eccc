package dev.stile.cli.demo;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.connection.Connection;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.error.ExitCode;
import dev.stile.core.redact.Redactor;
import dev.stile.core.terminal.Terminal;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows a whole round. */
@Command(
        name = "demo",
        description = "Show a whole round with git against a simulated tracker, and clean up.",
        footer = {
            "",
            "Nothing leaves this machine, nothing is asked, nothing is left behind.",
            "",
            "Examples:",
            "  stile demo",
            "  stile demo events",
            "  stile demo pr",
        },
        subcommands = {EventsDemoCommand.class, PrDemoCommand.class})
public final class DemoCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        Optional<Terminal> terminal = desk.json() ? Optional.empty() : Optional.of(desk.terminal());
        try (Workshop workshop = Workshop.open(desk.around().environment())) {
            Surroundings around = workshop.around(desk.around());
            connect(workshop, around);
            try (TypedCommands commands =
                    new TypedCommands(workshop.folder(), around.environment(), terminal)) {
                new Round(workshop, commands).run();
                terminal.ifPresent(DemoCommand::next);
                if (desk.json()) {
                    desk.tell(document(commands.ran()), to -> {});
                }
            }
        }
        return ExitCode.DONE;
    }

    /** What {@code stile connect} does, without the start of another process. */
    private static void connect(Workshop workshop, Surroundings around) {
        try (House house =
                new House(around, AuditOrigin.PERSON, new Redactor(), (message, remote) -> {})) {
            ConnectRequest request =
                    new ConnectRequest(
                            "sim",
                            "sim",
                            Map.of("base_url", workshop.simulator().baseUri().toString()),
                            Map.of("token", "file:" + workshop.token()),
                            List.of(),
                            false,
                            false,
                            Optional.empty(),
                            List.of());
            Connection wanted =
                    new Connecting(
                                    new ResolvingInspector(house.names()),
                                    around.clock(),
                                    house.registry()::faults)
                            .prepare(
                                    house.registry().manifest("sim"),
                                    request,
                                    Optional.empty(),
                                    around.subject());
            house.connections().make(wanted, around.subject(), House.patience());
        }
    }

    private static void next(Terminal terminal) {
        terminal.result("");
        terminal.result("Everything is removed again. To try it yourself, three commands:");
        terminal.result("  stile sim --port 8080");
        terminal.result(
                "  stile connect sim sim --set base_url=http://127.0.0.1:8080/sim/v1"
                        + " --secret token=file:\"$HOME/.local/share/stile/sim/8080/admin\"");
        terminal.result("  git clone stile::sim/demo");
    }

    static Json document(List<TypedCommands.Ran> ran) {
        return Json.object()
                .put(
                        "commands",
                        Json.array(
                                ran.stream()
                                        .<Json>map(
                                                each ->
                                                        Json.object()
                                                                .put("command", each.line())
                                                                .put("exit", each.exitCode())
                                                                .build())
                                        .toList()))
                .build();
    }
}
