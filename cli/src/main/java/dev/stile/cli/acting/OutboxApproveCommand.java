package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Approvals;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says yes to an entry. */
@Command(
        name = "approve",
        description = "Say yes to exactly the content that was shown.",
        footer = {
            "",
            "Example:",
            "  stile outbox approve ob-88 --version 1 --hash 9f2c1a0b77de",
        })
public final class OutboxApproveCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @Option(
            names = "--version",
            paramLabel = "V",
            required = true,
            description = "The version that was shown.")
    private long version;

    @Option(
            names = "--hash",
            paramLabel = "H",
            required = true,
            description = "Hash of the content that was shown, or its first 12 digits.")
    private String hash = "";

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = Entries.require(desk, id);
        return Entries.changed(
                desk,
                desk.flow()
                        .approvals()
                        .approve(
                                desk.patience(),
                                desk.subject(),
                                new Approvals.Seen(entry.id(), version, hash)));
    }
}
