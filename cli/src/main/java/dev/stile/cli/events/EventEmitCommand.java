package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.api.value.EventId;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenFile;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.document.Documents;
import dev.stile.flow.document.UnreadableDocumentException;
import dev.stile.flow.process.wire.FrameReader;
import dev.stile.flow.stream.MadeUpEvents;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a made-up event to rules. */
@Command(
        name = "emit",
        description = "Make up an event of a connection, and give it to the rules that are named.",
        footer = {
            "",
            "The event is flagged test. What the rules do about it is as real as always.",
            "",
            "Example:",
            "  stile event emit work --file payload.json --rule alarm",
        })
public final class EventEmitCommand implements Action {
    private static final String VERB = "event emit";

    @Parameters(paramLabel = "CONNECTION", description = "Whose event it is to be.")
    private String name = "";

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "The payload, an object in JSON or YAML.")
    private Path file = Path.of("");

    @Option(
            names = "--rule",
            required = true,
            paramLabel = "RULE",
            description = "Which rule gets it; may be given several times.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--kind", paramLabel = "KIND", description = "Its kind: ${DEFAULT-VALUE}.")
    private String kind = "message";

    @Option(names = "--key", paramLabel = "KEY", description = "What it stays in order with.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Its id; the same id and payload is the same event.")
    private Optional<String> id = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        Connection connection = desk.house().connection(name);
        rules.forEach(slug -> Giving.rule(desk, slug));
        StoredEvent stored =
                desk.flow()
                        .madeUp()
                        .store(
                                desk.patience(),
                                name,
                                desk.house().registry().manifest(connection.connector()),
                                new MadeUpEvents.MadeUp(
                                        id(id.orElseGet(() -> "test-" + Surroundings.newKey())),
                                        kind(),
                                        key.map(EventEmitCommand::key),
                                        payload(desk)),
                                desk.subject());
        Giving giving = new Giving(desk);
        rules.forEach(slug -> giving.give(slug, List.of(stored), false));
        return desk.done(
                new EventDocument(desk).of(stored).put("given", giving.items()).build(),
                terminal -> {
                    EventLines.tell(terminal, stored);
                    giving.tell(terminal);
                    terminal.note(
                            "next: "
                                    + ShellWords.command(
                                            "stile event show", NamedEvents.name(stored)));
                });
    }

    private static String id(String typed) {
        try {
            return new EventId(typed).text();
        } catch (IllegalArgumentException wrong) {
            throw new Typed(VERB).usage("that is no id of an event", "give a short word");
        }
    }

    /** As programs may say it (FL-18). */
    private String kind() {
        if (!FrameReader.isKind(kind)) {
            throw new Typed(VERB)
                    .usage("that is no kind of an event", "give a word, such as record.updated");
        }
        return kind;
    }

    private static String key(String typed) {
        if (!FrameReader.isKey(typed)) {
            throw new Typed(VERB).usage("that is no order key", "give a short word");
        }
        return typed;
    }

    private Json.JsonObject payload(Desk desk) {
        Typed typed = new Typed(VERB);
        try {
            if (Documents.read(new GivenFile(desk, file, VERB).bytes())
                    instanceof Json.JsonObject payload) {
                return payload;
            }
            throw typed.usage("the payload is no object", "write {\"message\": \"...\"}");
        } catch (UnreadableDocumentException broken) {
            throw typed.usage("cannot read the payload", String.valueOf(broken.getMessage()));
        }
    }
}
