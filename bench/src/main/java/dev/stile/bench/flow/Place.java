package dev.stile.bench.flow;

import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Distribution;
import dev.stile.bench.stage.Folders;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.egress.ResolvingInspector;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A home of Stile with connections of made-up events, and the programs that work on it. Not for
 * several threads.
 */
final class Place {
    private final Distribution distribution;
    private final Path folder;
    private final Commands commands;
    private final Child child;

    private Place(Distribution distribution, Path folder) {
        this.distribution = distribution;
        this.folder = folder;
        this.commands = new Commands(Folders.make(folder.resolve("output")), environment());
        this.child = Child.in(folder.resolve("child"));
    }

    private Place(Distribution distribution, Path folder, Commands commands, Child child) {
        this.distribution = distribution;
        this.folder = folder;
        this.commands = commands;
        this.child = child;
    }

    /** An empty home in which the program of the events is registered. */
    static Place empty(Distribution distribution, Path folder) {
        Folders.delete(folder);
        Folders.make(folder.resolve("home"));
        Place place = new Place(distribution, Folders.make(folder));
        place.stile("connector", "add", place.child.template().toString());
        return place;
    }

    Map<String, String> environment() {
        return Map.of(
                "PATH",
                distribution.programs()
                        + ":"
                        + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                "HOME",
                folder.resolve("home").toString(),
                "STILE_HOME",
                folder.resolve("stile").toString(),
                "LC_ALL",
                "C");
    }

    Path folder() {
        return folder;
    }

    Child child() {
        return child;
    }

    Commands commands() {
        return commands;
    }

    /** Types a command of Stile; milliseconds. */
    double stile(String... words) {
        List<String> all = new ArrayList<>(List.of(distribution.command().toString()));
        all.addAll(List.of(words));
        return commands.timed(folder, Map.of(), all);
    }

    /** Makes a connection whose child tells so much, from its beginning. */
    void connect(String connection, Flood flood) {
        List<String> words = new ArrayList<>(List.of("connect", Child.CONNECTOR, connection));
        child.settings(connection, flood)
                .forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        stile(words.toArray(String[]::new));
    }

    /** The same by a home that is open already: hundreds are made in no time. */
    void connect(Inside inside, String connection, Flood flood) {
        ConnectRequest request =
                new ConnectRequest(
                        Child.CONNECTOR,
                        connection,
                        child.settings(connection, flood),
                        Map.of(),
                        List.of(),
                        false,
                        false,
                        Optional.empty(),
                        List.of());
        House house = inside.house();
        inside.flow()
                .connect(
                        Optional.empty(),
                        new Connecting(
                                        new ResolvingInspector(house.names()),
                                        Clock.systemUTC(),
                                        house.registry()::faults)
                                .prepare(
                                        house.registry().manifest(Child.CONNECTOR),
                                        request,
                                        Optional.empty(),
                                        Inside.person()),
                        Set.of(),
                        Inside.soon());
    }

    /** The same home for commands that are typed by another thread. */
    Place beside() {
        return new Place(
                distribution,
                folder,
                new Commands(Folders.make(folder.resolve("beside")), environment()),
                child);
    }

    /** Stores a rule. */
    void rule(String document) {
        Path file = folder.resolve("rule.yaml");
        Folders.write(file, document);
        stile("rule", "add", file.toString());
    }

    /** A daemon on this home, ready. */
    Background daemon(String... options) {
        List<String> words = new ArrayList<>(List.of(distribution.command().toString(), "daemon"));
        words.addAll(List.of(options));
        return Background.start(
                new Commands(Folders.make(folder.resolve("daemon")), environment()), folder, words);
    }

    /** The home, opened in this process. */
    Inside inside() {
        return new Inside(environment(), folder);
    }

    /** A rule that puts every event of a connection in pond-3 into a table. */
    String inserting(String slug, String connection, Target target) {
        return """
               slug: %s
               source: { connections: [%s] }
               where: { shape: { thread: pond-3 } }
               do:
                 sqlite_insert: { file: %s, table: told, columns: { message: "{{ /message }}" } }
               """
                .formatted(slug, connection, target.file());
    }

    /** Where that rule inserts. */
    Target target() {
        return new Target(folder.resolve("target.sqlite"));
    }
}
