package dev.stile.cli.rules;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;
import dev.stile.core.error.ExitCode;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.rulebook.DocumentRule;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Asks a rule that is not stored about an event. */
@Command(
        name = "test",
        description = "Say what a rule in a file would do about an event. Nothing is stored.",
        footer = {
            "",
            "Examples:",
            "  stile rule test urgent.yaml --event E-17",
            "  stile rule test urgent.yaml --payload payload.json --kind record.updated",
        })
public final class RuleTestCommand implements Action {
    @Parameters(paramLabel = "FILE", description = "The rule, YAML or JSON.")
    private String file = "";

    @ArgGroup(multiplicity = "1")
    private About about = new About();

    /** What it is asked about. */
    static final class About {
        @Option(names = "--event", paramLabel = "ID", description = "A stored event.")
        private Optional<String> event = Optional.empty();

        @Option(names = "--payload", paramLabel = "FILE", description = "A payload, made up.")
        private Optional<String> payload = Optional.empty();
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Kind of what is made up: ${DEFAULT-VALUE}.")
    private String kind = "message";

    @Override
    public ExitCode run(Desk desk) {
        DocumentRule rule = desk.flow().rules().read(InputFile.text(desk, file));
        return Asked.tell(desk, rule, event(desk, rule));
    }

    private StoredEvent event(Desk desk, DocumentRule rule) {
        Events events = new Events(desk);
        return about.payload
                .map(
                        payload ->
                                events.made(
                                        payload,
                                        rule.connections().stream()
                                                .sorted()
                                                .findFirst()
                                                .orElseThrow(),
                                        kind))
                .orElseGet(() -> events.require(about.event.orElseThrow(), rule.connections()));
    }
}
