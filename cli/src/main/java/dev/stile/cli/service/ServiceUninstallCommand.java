package dev.stile.cli.service;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Way;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;

/** Takes the unit away. */
@Command(
        name = "uninstall",
        description = "Say what would be removed; with --yes, remove the unit.",
        footer = {"", "Example:", "  stile service uninstall --yes"})
public final class ServiceUninstallCommand implements Action {
    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Override
    public ExitCode run(Desk desk) {
        DefaultPolicy.require(desk.subject(), Deed.CONFIGURE, Way.COMMAND);
        Unit unit = new Unit(desk.around());
        try {
            boolean wasThere = Files.exists(unit.file());
            if (yes) {
                Files.deleteIfExists(unit.link());
                Files.deleteIfExists(unit.file());
            }
            return desk.done(
                    Json.object()
                            .put("removed", yes && wasThere)
                            .put("was_there", wasThere)
                            .put("file", unit.file().toString())
                            .build(),
                    terminal -> {
                        terminal.result(
                                (!wasThere
                                                ? "there is none: "
                                                : yes ? "removed: " : "would remove: ")
                                        + unit.file());
                        if (wasThere) {
                            terminal.note(
                                    yes
                                            ? "next: "
                                                    + ShellWords.command(
                                                            "systemctl --user stop", Unit.NAME)
                                            : "next: stile service uninstall --yes");
                        }
                    });
        } catch (IOException failed) {
            throw Failure.of(Code.DISK_NOT_WRITABLE)
                    .headline("the unit cannot be removed: " + failed.getMessage())
                    .cause(failed)
                    .build();
        }
    }
}
