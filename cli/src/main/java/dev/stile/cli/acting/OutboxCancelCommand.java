package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.Remains;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Optional;

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
                            .cancel(
                                    desk.patience(),
                                    desk.subject(),
                                    damaged.get().id(),
                                    seen.version(damaged.get()),
                                    reason));
        }
        Entry entry = seen.require(desk);
        return Entries.changed(
                desk,
                desk.flow()
                        .resolutions()
                        .cancel(
                                desk.patience(),
                                desk.subject(),
                                entry.id(),
                                seen.version(entry),
                                reason));
    }
}
