package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a person's word about an entry whose outcome is unknown. */
@Command(
        name = "resolve",
        description = "Say what became of an entry whose outcome is unknown.",
        footer = {
            "",
            "Examples:",
            "  stile outbox resolve ob-88 --sent --reason seen",
            "  stile outbox resolve ob-88 --not-sent --reason absent",
        })
public final class OutboxResolveCommand implements Action {
    @Parameters(paramLabel = "ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private Said said = new Said();

    /** What the person says. */
    static final class Said {
        @Option(names = "--sent", description = "It happened.")
        private boolean sent;

        @Option(names = "--not-sent", description = "It did not happen.")
        private boolean notSent;
    }

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
                        .resolve(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                Entries.version(entry, Entries.version(version)),
                                said.sent && !said.notSent,
                                reason));
    }
}
