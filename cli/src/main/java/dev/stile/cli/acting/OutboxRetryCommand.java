package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.Resolutions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    @Option(
            names = "--accept-duplicate",
            description = "Send one whose outcome is unknown, although it may happen twice.")
    private boolean acceptDuplicate;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why a duplicate is accepted.")
    private String reason = "";

    @Mixin private SeenEntry seen = new SeenEntry();

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = seen.require(desk);
        long version = seen.version(entry);
        Resolutions resolutions = desk.flow().resolutions();
        return Entries.changed(
                desk,
                acceptDuplicate
                        ? resolutions.acceptDuplicate(
                                desk.patience(), desk.subject(), entry.id(), version, reason)
                        : resolutions.retry(desk.patience(), desk.subject(), entry.id(), version));
    }
}
