package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts another input in place of an entry's. */
@Command(
        name = "edit",
        description = "Put another input in place of an entry's: it has to be approved anew.",
        footer = {
            "",
            "Example:",
            "  stile outbox edit ob-88 --input better.json",
        })
public final class OutboxEditCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "The whole new input, JSON or YAML; - is what is piped in.")
    private String input = "";

    @Option(names = "--version", paramLabel = "V", description = "Only if it is at this version.")
    private long version;

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = Entries.require(desk, id);
        return Entries.changed(
                desk,
                desk.flow()
                        .edits()
                        .edit(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                Entries.version(entry, Entries.version(version)),
                                InputFile.object(desk, input)));
    }
}
