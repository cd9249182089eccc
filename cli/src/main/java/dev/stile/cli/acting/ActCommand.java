package dev.stile.cli.acting;

import dev.stile.api.call.Deadline;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.flow.outbox.ActService;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Does one action of a connection, through policy, labels and outbox. */
@Command(
        name = "act",
        description = "Do one action of a connection, as far as the policy lets you.",
        footer = {
            "",
            "The same key with the same input is done once, however often it is typed.",
            "",
            "Examples:",
            "  stile act work comment --set project=demo --set id=3 --set text=done",
            "  stile act work create_record --input record.json --dry-run",
        })
public final class ActCommand implements Action {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Mixin private TypedAct typed = new TypedAct();

    @Option(names = "--dry-run", description = "Say what would become of it, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--confirm",
            paramLabel = "HASH",
            description = "Say that exactly this content is meant.")
    private Optional<String> confirmed = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        ActService.Act act = typed.read(desk, List.of("act"), confirmed);
        ActService acts = desk.flow().acts();
        if (dryRun) {
            return PreviewAnswer.tell(desk, acts.dryRun(desk.patience(), act));
        }
        return new ActAnswer(desk, typed).tell(done(acts, act));
    }

    /** A refusal that asks for a confirmation, or for a proposal, names the command to type. */
    private Entry done(ActService acts, ActService.Act act) {
        try {
            return acts.act(Deadline.after(LONGEST), act);
        } catch (Failure refused) {
            List<String> next =
                    refused.registered() == Code.PROPOSAL_NEEDED
                            ? typed.words("stile", "outbox", "propose")
                            : typed.words("stile", "act");
            throw refused.extended().argument("command", next).build();
        }
    }
}
