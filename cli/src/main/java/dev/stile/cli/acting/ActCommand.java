package dev.stile.cli.acting;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.flow.OfferedActions;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.flow.outbox.ActService;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "Name of the connection.")
    private String connection = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "What it is to do.")
    private String action = "";

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "The input, JSON or YAML; - is what is piped in.")
    private Optional<String> input = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "A field of the input, above the file.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Names the intent: type it again to go on with the same.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would become of it, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--confirm",
            paramLabel = "HASH",
            description = "Say that exactly this content is meant.")
    private Optional<String> confirmed = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        Connection known = desk.house().connection(connection);
        Optional<Json> schema =
                new OfferedActions(desk.house())
                        .of(known).stream()
                                .filter(spec -> spec.slug().equals(action))
                                .map(ActionSpec::inputSchema)
                                .findFirst();
        ActService.Act act =
                new ActService.Act(
                        desk.subject(),
                        connection,
                        action,
                        ActInput.of(desk, input, fields, schema),
                        key.map(ActCommand::key),
                        confirmed);
        ActService acts = desk.flow().acts();
        if (dryRun) {
            return PreviewAnswer.tell(desk, acts.dryRun(desk.patience(), act));
        }
        return new ActAnswer(desk).tell(done(acts, act));
    }

    /** A refusal that asks for a confirmation names the command to repeat. */
    private Entry done(ActService acts, ActService.Act act) {
        try {
            return acts.act(Deadline.after(LONGEST), act);
        } catch (Failure refused) {
            throw refused.extended().argument("command", typed()).build();
        }
    }

    private List<String> typed() {
        List<String> words = new ArrayList<>(List.of("stile", "act", connection, action));
        input.ifPresent(file -> words.addAll(List.of("--input", file)));
        fields.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        key.ifPresent(name -> words.addAll(List.of("--key", name)));
        return words;
    }

    private static IdempotencyKey key(String typed) {
        try {
            return new IdempotencyKey(typed);
        } catch (IllegalArgumentException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("no key: " + wrong.getMessage())
                    .argument("verb", "act")
                    .build();
        }
    }
}
