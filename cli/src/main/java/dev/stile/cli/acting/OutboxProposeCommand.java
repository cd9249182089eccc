package dev.stile.cli.acting;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.Optional;

/**
 * Leaves an action waiting for a person's yes: how an agent asks for what it may not do (FL-96).
 */
@Command(
        name = "propose",
        description = "Ask for an action that somebody else has to approve.",
        footer = {
            "",
            "The same key with the same input is one entry, however often it is typed.",
            "",
            "Example:",
            "  stile outbox propose work comment --set project=demo --set id=3 --set text=done",
        })
public final class OutboxProposeCommand implements Action {
    @Mixin private TypedAct typed = new TypedAct();

    @Override
    public ExitCode run(Desk desk) {
        var act = typed.read(desk, List.of("outbox", "propose"), Optional.empty());
        try {
            return Entries.made(desk, desk.flow().acts().propose(desk.patience(), act));
        } catch (Failure refused) {
            throw refused.extended().argument("command", typed.words("stile", "act")).build();
        }
    }
}
