package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Mixin private SeenEntry seen = new SeenEntry();

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = seen.require(desk);
        return Entries.changed(
                desk,
                desk.flow()
                        .approvals()
                        .reject(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                seen.version(entry),
                                reason));
    }
}
