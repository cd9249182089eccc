package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.json.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo tracker with a command line that is connected to it, and {@code urgent.yaml}: a rule
 * that comments on what becomes urgent. For one thread.
 *
 * @param turns what a daemon would do
 */
record WatchedDemo(Simulator simulator, Cli cli, FlowTurns turns) implements AutoCloseable {
    static final String RULE =
            """
            slug: urgent
            source: { connections: [sim], kinds: [record.updated] }
            where: { regex: { field: /message, pattern: "^urgent" } }
            do:
              connector_act:
                connection: sim
                action: comment
                input: { project: demo, id: "{{ /source/item }}", text: "Seen: {{ /message }}" }
            """;

    static WatchedDemo in(Path folder) throws IOException {
        Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        Cli cli = new Cli(folder);
        Cli.Ran made = cli.connect(simulator);
        assertThat(made.exit()).as(made.err()).isZero();
        Files.writeString(folder.resolve("urgent.yaml"), RULE);
        return new WatchedDemo(simulator, cli, new FlowTurns(cli));
    }

    /** Adds the rule, and finds the place from which on things count. */
    void watch() {
        cli.type("rule add urgent.yaml");
        cli.type("sync sim/demo");
        turns.look();
    }

    /** Somebody changes a title in the tracker. */
    void rename(String title) {
        simulator
                .controls()
                .change(
                        "demo",
                        "3",
                        Json.object()
                                .put("set", Json.object().put("title", title).build())
                                .build());
    }

    /** What happened is stored, and the rule decides about it. */
    void takeEvents() {
        cli.type("sync sim/demo");
        turns.deliver();
    }

    /** Says yes to the first entry of the outbox. */
    void approve() {
        String yes = found("next: stile (outbox approve .*)\n", cli.type("outbox show 1").err());
        assertThat(cli.type(yes).exit()).isZero();
    }

    /** How many writes reached the tracker. */
    long written() {
        return simulator.controls().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    /** The first group of a pattern that must be there. */
    static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Override
    public void close() throws IOException {
        simulator.close();
    }
}
