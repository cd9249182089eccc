package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.Resolutions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets an entry be sent again. */
@Command(
        name = "retry",
        description = "Let an entry be sent again that failed, or that may have happened.",
        footer = {
            "",
            "Examples:",
            "  stile outbox retry ob-88",
            "  stile outbox retry ob-88 --accept-duplicate --reason harmless",
        })
public final class OutboxRetryCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @Option(
            names = "--accept-duplicate",
            description = "Send one whose outcome is unknown, although it may happen twice.")
    private boolean acceptDuplicate;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why a duplicate is accepted.")
    private String reason = "";

    @Option(names = "--version", paramLabel = "V", description = "Only if it is at this version.")
    private long version;

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = Entries.require(desk, id);
        long seen = Entries.version(entry, Entries.version(version));
        Resolutions resolutions = desk.flow().resolutions();
        return Entries.changed(
                desk,
                acceptDuplicate
                        ? resolutions.acceptDuplicate(
                                desk.patience(), desk.subject(), entry.id(), seen, reason)
                        : resolutions.retry(desk.patience(), desk.subject(), entry.id(), seen));
    }
}
