package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts another input in place of an entry's. */
@Command(
        name = "edit",
        description =
                "Put another input in place of an entry's: somebody else has to approve it anew.",
        footer = {
            "",
            "Example:",
            "  stile outbox edit ob-88 --input better.json",
        })
public final class OutboxEditCommand implements Action {
    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "The whole new input, JSON or YAML; - is what is piped in.")
    private String input = "";

    @Mixin private SeenEntry seen = new SeenEntry();

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = seen.require(desk);
        return Entries.changed(
                desk,
                desk.flow()
                        .edits()
                        .edit(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                seen.version(entry),
                                InputFile.object(desk, input)));
    }
}
