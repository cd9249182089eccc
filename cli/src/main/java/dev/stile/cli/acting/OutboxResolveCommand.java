package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.Remains;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Optional;

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

    @Mixin private SeenEntry seen = new SeenEntry();

    @Override
    public ExitCode run(Desk desk) {
        Optional<Remains> damaged = seen.damaged(desk);
        if (damaged.isPresent()) {
            return Entries.ended(
                    desk,
                    desk.flow()
                            .damagedEntries()
                            .resolve(
                                    desk.patience(),
                                    desk.subject(),
                                    damaged.get().id(),
                                    seen.version(damaged.get()),
                                    said.sent && !said.notSent,
                                    reason));
        }
        Entry entry = seen.require(desk);
        return Entries.changed(
                desk,
                desk.flow()
                        .resolutions()
                        .resolve(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                seen.version(entry),
                                said.sent && !said.notSent,
                                reason));
    }
}
