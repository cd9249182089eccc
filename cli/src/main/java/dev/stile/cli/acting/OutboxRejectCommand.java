package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says no to an entry. */
@Command(
        name = "reject",
        description = "Say no to an entry: it is called off.",
        footer = {
            "",
            "Example:",
            "  stile outbox reject ob-88 --reason wrong",
        })
public final class OutboxRejectCommand implements Action {
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
                        .approvals()
                        .reject(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                Entries.version(entry, Entries.version(version)),
                                reason));
    }
}
