package dev.stile.cli.demo;

import dev.stile.api.call.Deadline;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.flow.RegisteredConnectors;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.redact.Redactor;
import dev.stile.core.terminal.Words;
import dev.stile.flow.outbox.Entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The story: a connector in Python tells a water level, a rule proposes a comment on a tracker, a
 * person says yes, and the audit log says why; then the same through the death of the daemon
 * between request and answer.
 */
final class EventsRound {
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final String PROJECT = "demo";
    private static final String RECORD = "3";

    private static final String RULE =
            """
            slug: weir-alarm
            source: { connections: [pond] }
            where: { regex: { field: /message, pattern: "level 2[.][4-9]" } }
            do:
              connector_act:
                connection: sim
                action: comment
                input: { project: demo, id: "3", text: "{{ /message }}" }
            allow_flow:
              - { from: pond, to: sim/demo, reason: "the keepers of the shop may see levels" }
            """;

    private final Workshop workshop;
    private final TypedCommands commands;
    private final BackgroundDaemon daemon;
    private final Surroundings around;
    private Optional<House> house = Optional.empty();

    EventsRound(
            Workshop workshop,
            TypedCommands commands,
            BackgroundDaemon daemon,
            Surroundings around) {
        this.workshop = workshop;
        this.commands = commands;
        this.daemon = daemon;
        this.around = around;
    }

    void run() {
        try (RegisteredConnectors connectors = new RegisteredConnectors(this::house);
                House opened = open(connectors);
                FlowHouse flow =
                        new FlowHouse(opened, connectors, (message, remote) -> {}, notice -> {})) {
            house = Optional.of(opened);
            connect();
            rule();
            Entry waiting = alarm(flow);
            approve(waiting, flow);
            crash(flow);
            proof();
        }
    }

    private House house() {
        return house.orElseThrow();
    }

    private House open(RegisteredConnectors connectors) {
        return new House(
                around, AuditOrigin.PERSON, new Redactor(), (message, remote) -> {}, connectors);
    }

    private void connect() {
        commands.say(
                "A connector is any program that reads and writes JSON lines. Write one to begin with.");
        commands.run("stile", "skeleton", "python", "pond");
        commands.run("stile", "connector", "add", "pond/template.yaml");
        append("");
        commands.run("stile", "connect", "file-lines", "pond", "--set", "source=" + water());
        commands.say("And a tracker, simulated on this machine.");
        commands.run(
                "stile",
                "connect",
                "sim",
                "sim",
                "--set",
                "base_url=" + workshop.simulator().baseUri(),
                "--secret",
                "token=file:" + workshop.token());
        commands.run(
                "stile",
                "connection",
                "position",
                "pond",
                "--to",
                "beginning",
                "--reason",
                "every line of the file is wanted");
    }

    private void rule() {
        commands.say(
                "A rule says which events lead to what. Levels are private, so it names the one place that may see them.");
        write("weir-alarm.yaml", RULE);
        RULE.lines().forEach(line -> commands.show(Words.of("    " + line)));
        commands.run("stile", "rule", "add", "weir-alarm.yaml");
        daemon.start();
    }

    private Entry alarm(FlowHouse flow) {
        commands.say("The water rises.");
        append("level 2.31\nlevel 2.46\n");
        Entry waiting = await("a proposal", () -> newest(flow, EffectState.PROPOSED));
        commands.run("stile", "event", "list", "--connection", "pond");
        commands.run(
                "stile", "rule", "explain", "weir-alarm", waiting.refs().getOrDefault("event", ""));
        commands.say("A rule may propose; a person says yes, to exactly this content.");
        commands.run("stile", "outbox", "list");
        commands.run("stile", "outbox", "show", waiting.reference());
        return waiting;
    }

    private void approve(Entry waiting, FlowHouse flow) {
        sayYes(waiting);
        await("the comment", () -> inState(flow, waiting.id(), EffectState.DONE));
        showComments();
        commands.run("stile", "audit", "why", waiting.reference());
    }

    private void crash(FlowHouse flow) {
        commands.say(
                "Now the daemon dies between the request and its answer: nobody knows whether the"
                        + " comment is there.");
        daemon.close();
        daemon.startDyingAt("effect.outcome.before");
        append("level 2.58\n");
        Entry waiting = await("a proposal", () -> newest(flow, EffectState.PROPOSED));
        sayYes(waiting);
        daemon.awaitDeath();
        commands.run("stile", "outbox", "show", waiting.reference());
        commands.say("The next one asks what became of it, by its key: it happened, and once.");
        daemon.start();
        await("the end", () -> inState(flow, waiting.id(), EffectState.DONE));
        commands.run("stile", "outbox", "show", waiting.reference());
        showComments();
    }

    private void proof() {
        daemon.close();
        commands.say("Every crossing left rows in the audit log, and they prove themselves.");
        commands.run("stile", "audit", "verify");
    }

    private void sayYes(Entry waiting) {
        commands.run(
                "stile",
                "outbox",
                "approve",
                waiting.reference(),
                "--version",
                Long.toString(waiting.effect().version()),
                "--hash",
                waiting.effect().draft().contentSha256().substring(0, 12));
    }

    private void showComments() {
        long written =
                workshop.simulator().controls().requests().stream()
                        .filter(request -> request.method().equals("POST"))
                        .filter(request -> request.path().endsWith("/comments"))
                        .count();
        String kept =
                workshop.simulator().controls().records(PROJECT).stream()
                        .filter(record -> record.text("id").filter(RECORD::equals).isPresent())
                        .findFirst()
                        .flatMap(record -> record.number("comments"))
                        .map(String::valueOf)
                        .orElse("none");
        commands.show(
                Words.of(
                        "    requests to comment: "
                                + written
                                + ", comments that the server has: "
                                + kept));
    }

    private static Optional<Entry> newest(FlowHouse flow, EffectState state) {
        return flow.journal().list(House.patience(), List.of(state), 1).stream().findFirst();
    }

    private static Optional<Entry> inState(FlowHouse flow, long id, EffectState state) {
        return flow.journal()
                .find(House.patience(), id)
                .filter(entry -> entry.effect().state() == state);
    }

    /** Looks until it is there: what another process does cannot be waited for otherwise. */
    private static <T> T await(String what, Supplier<Optional<T>> look) {
        Deadline deadline = Deadline.after(LONGEST);
        while (!deadline.isPast()) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        throw Failure.of(Code.TIMEOUT).headline("the demonstration waited for " + what).build();
    }

    private Path water() {
        return workshop.folder().resolve("water.txt");
    }

    private void append(String lines) {
        try {
            Files.writeString(water(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("water.txt", failed);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(commands.folder().resolve(file), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(file, failed);
        }
    }
}
