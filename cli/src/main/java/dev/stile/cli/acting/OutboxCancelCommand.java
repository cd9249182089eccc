package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    @Parameters(paramLabel = "ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Option(names = "--version", paramLabel = "V", description = "Only if it is at this version.")
    private long version;

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = Entries.require(desk, id);
        return Entries.changed(
                desk,
                desk.flow()
                        .resolutions()
                        .cancel(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                Entries.version(entry, Entries.version(version)),
                                reason));
    }
}
