package dev.stile.cli.acting;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.flow.OfferedActions;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.outbox.ActService;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An action of a connection as a command names it, with its input. */
final class TypedAct {
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

    /**
     * @param verb the command, for an error about its options
     * @param confirmed hash of the content that is meant
     * @throws Failure USAGE; whatever an unknown connection or a broken file comes to
     */
    ActService.Act read(Desk desk, List<String> verb, Optional<String> confirmed) {
        Connection known = desk.house().connection(connection);
        Optional<Json> schema =
                new OfferedActions(desk.house())
                        .of(known).stream()
                                .filter(spec -> spec.slug().equals(action))
                                .map(ActionSpec::inputSchema)
                                .findFirst();
        return new ActService.Act(
                desk.subject(),
                connection,
                action,
                ActInput.of(desk, verb, input, fields, schema),
                key.map(each -> key(each, verb)),
                confirmed);
    }

    /** The same once more, as the words of another command. */
    List<String> words(String... verb) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(connection, action));
        input.ifPresent(file -> words.addAll(List.of("--input", file)));
        fields.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        key.ifPresent(name -> words.addAll(List.of("--key", name)));
        return words;
    }

    /** The same, to go on with the entry of that key. */
    List<String> wordsUnder(IdempotencyKey made, String... verb) {
        List<String> words = words(verb);
        if (!hasKey()) {
            words.addAll(List.of("--key", made.text()));
        }
        return words;
    }

    /** Whether the line as it was typed is the same intent again when it is repeated. */
    boolean hasKey() {
        return key.isPresent();
    }

    private static IdempotencyKey key(String typed, List<String> verb) {
        try {
            return new IdempotencyKey(typed);
        } catch (IllegalArgumentException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("no key: " + wrong.getMessage())
                    .argument("verb", verb)
                    .build();
        }
    }
}
