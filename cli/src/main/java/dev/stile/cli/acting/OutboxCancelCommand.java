package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Calls an entry off. */
@Command(
        name = "cancel",
        description = "Call an entry off.",
        footer = {
            "",
            "Example:",
            "  stile outbox cancel ob-88 --reason obsolete",
        })
public final class OutboxCancelCommand implements Action {
    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Mixin private SeenEntry seen = new SeenEntry();

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = seen.require(desk);
        return Entries.changed(
                desk,
                desk.flow()
                        .resolutions()
                        .cancel(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                seen.version(entry),
                                reason));
    }
}
