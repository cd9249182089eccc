package dev.stile.cli.service;

import dev.stile.api.json.Json;
import dev.stile.cli.daemon.DaemonLock;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says whether the unit is there, and whether a daemon runs on this home. */
@Command(
        name = "status",
        description = "Say whether the unit is there, and whether a daemon runs.",
        footer = {"", "Example:", "  stile service status"})
public final class ServiceStatusCommand implements Action {
    private static final String UNKNOWN = "unknown";

    @Override
    public ExitCode run(Desk desk) {
        Unit unit = new Unit(desk.around());
        Optional<String> daemon = DaemonLock.holder(desk.house().home());
        String state = state(unit);
        return desk.done(
                Json.object()
                        .put("unit", state)
                        .put("file", unit.file().toString())
                        .put("daemon", daemon.isPresent())
                        .put("holder", daemon.orElse(UNKNOWN))
                        .build(),
                terminal -> {
                    terminal.result("unit: " + state + ", " + unit.file());
                    terminal.result(
                            daemon.map(holder -> "daemon: runs, " + holder)
                                    .orElse("daemon: does not run"));
                    terminal.note(
                            state.equals("missing")
                                    ? "next: stile service install"
                                    : "next: "
                                            + ShellWords.command(
                                                    "systemctl --user status", Unit.NAME));
                });
    }

    /** Whatever is in the file, it is the one that systemd would run. */
    private static String state(Unit unit) {
        Path file = unit.file();
        try {
            if (!Files.exists(file)) {
                return "missing";
            }
            boolean isOurs = Files.readString(file).contains("Description=Stile");
            if (!isOurs) {
                return "other";
            }
            return Files.exists(unit.link()) ? "enabled" : "disabled";
        } catch (IOException unreadable) {
            throw Failure.of(Code.DISK_NOT_WRITABLE)
                    .headline("the unit cannot be read: " + unreadable.getMessage())
                    .cause(unreadable)
                    .build();
        }
    }
}
