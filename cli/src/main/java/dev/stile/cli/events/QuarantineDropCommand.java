package dev.stile.cli.events;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.Quarantine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Lets go of a frame that was set aside. */
@Command(
        name = "drop",
        description = "Let go of something that was set aside, for good.",
        footer = {"", "Example:", "  stile event quarantine drop 3 --reason noise"})
public final class QuarantineDropCommand implements Action {
    @Parameters(paramLabel = "ID", description = "As the list says.")
    private long id;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the audit.")
    private String reason = "";

    @Override
    public ExitCode run(Desk desk) {
        if (reason.isBlank()) {
            throw new Typed("event quarantine drop").usage("--reason says why", "it is audited");
        }
        Optional<Quarantine.Kept> gone =
                desk.house().isFurnished()
                        ? desk.flow().quarantine().drop(desk.patience(), id, reason, desk.subject())
                        : Optional.empty();
        Quarantine.Kept dropped =
                gone.orElseThrow(
                        () ->
                                Failure.of(Code.NO_SUCH_EVENT)
                                        .headline("nothing was set aside as " + id)
                                        .build());
        return desk.done(
                QuarantineListCommand.document(dropped),
                terminal -> {
                    terminal.result("dropped " + id + " of " + dropped.connection());
                    terminal.note("next: stile event quarantine list");
                });
    }
}
