package dev.stile.cli.subscribers;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** Takes a trust back. */
@Command(
        name = "revoke",
        description = "Take a trust back; the next run of it is refused.",
        footer = {
            "",
            "Example:",
            "  stile trust revoke /home/me/pond/.stile/subscribers/pond-level"
        })
public final class TrustRevokeCommand implements Action {
    @Parameters(paramLabel = "PATH", description = "The folder, as trust list shows it.")
    private Path path = Path.of("");

    @Override
    public ExitCode run(Desk desk) {
        Path folder = desk.around().folder().resolve(path).normalize();
        if (!desk.flow().connectors().trusts().revoke(folder, desk.subject(), desk.patience())) {
            throw Failure.of(Code.UNKNOWN_SUBSCRIBER)
                    .headline("nothing is trusted at " + folder)
                    .build();
        }
        return desk.done(
                Json.object().put("path", folder.toString()).put("changed", true).build(),
                terminal -> {
                    terminal.result("no longer trusted: " + folder);
                    terminal.note("next: stile trust list");
                });
    }
}
