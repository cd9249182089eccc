package dev.stile.bench.flow;

import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Folders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program on the other side of every row of events, written to a folder with its template. In
 * Perl, which git needs too: so small that hundreds may run.
 *
 * @param folder of its own
 */
record Child(Path folder) {
    /** What the template is called. */
    static final String CONNECTOR = "bench-child";

    private static final String TEMPLATE =
            """
            slug: bench-child
            version: 0.1.0
            description: Made-up events, and an action that notes how old its input is
            skill: bench-child
            binary: perl
            command: [perl, %s]
            protocol: "1"
            requires_auth: true
            can_subscribe: true
            facets: [events, actions]
            settings:
              count: {type: text, title: How many events, required: false, order: 1}
              rate: {type: text, title: How many a second, required: false, order: 2}
              size: {type: text, title: Bytes of a payload, required: false, order: 3}
              log: {type: text, title: Where times are written, required: false, order: 4}
              signal: {type: text, title: A file that grows by a byte for each round, required: false, order: 5}
            limits: {act_seconds: 10, silence_seconds: 60}
            output_schema:
              type: object
              required: [message]
              properties:
                message: {type: string}
            actions:
              note:
                slug: note
                description: Notes how old a text is
                input_schema:
                  type: object
                  required: [text]
                  additionalProperties: false
                  properties:
                    text: {type: string, maxLength: 4000}
                output_schema:
                  type: object
                  additionalProperties: false
                permission: {category: local_write, summary: Notes a time, external_side_effect: true}
                idempotency: key
            """;

    /** Writes the program and its template. */
    static Child in(Path folder) {
        Child child = new Child(Folders.make(folder));
        try (InputStream source = Child.class.getResourceAsStream("child.pl")) {
            if (source == null) {
                throw new CommandFailed("the program of the events is missing");
            }
            Folders.write(
                    child.program(), new String(source.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Folders.write(child.template(), TEMPLATE.formatted(child.program()));
        return child;
    }

    Path program() {
        return folder.resolve("child.pl");
    }

    Path template() {
        return folder.resolve("template.yaml");
    }

    /** Where a connection's times are written. */
    Path log(String connection) {
        return folder.resolve(connection + ".log");
    }

    /** Begins the next round of those that wait for that signal. */
    void give(String signal) {
        try {
            Files.writeString(
                    signal(signal), ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path signal(String name) {
        return folder.resolve(name + ".signal");
    }

    /** The words that begin it with the pipes of {@code subscribe}. */
    List<String> subscribing() {
        return List.of("perl", program().toString(), "subscribe");
    }

    /** One act without Stile, to its end; milliseconds until it answered. */
    double actBare(Commands commands) {
        Path log = log("bare");
        Folders.delete(log);
        Path request = folder.resolve("request");
        String now = String.format(Locale.ROOT, "%.3f", System.currentTimeMillis() / 1e3);
        Folders.write(
                request,
                "{\"op\":\"act\",\"input\":{\"text\":\""
                        + now
                        + "\"},\"settings\":{\"log\":\""
                        + log
                        + "\"}}\n");
        commands.timedFrom(request, folder, "perl", program().toString(), "act");
        return Told.ages(log).getFirst();
    }

    /** What {@code --set} says to make a connection tell so much. */
    Map<String, String> settings(String connection, Flood flood) {
        Map<String, String> settings = new HashMap<>();
        settings.put("count", Integer.toString(flood.count()));
        settings.put("rate", Integer.toString(flood.rate()));
        settings.put("size", Integer.toString(flood.size()));
        settings.put("log", log(connection).toString());
        flood.signal().ifPresent(name -> settings.put("signal", signal(name).toString()));
        return settings;
    }
}
