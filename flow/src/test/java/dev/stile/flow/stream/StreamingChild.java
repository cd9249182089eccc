package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;

import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Streams the numbers up to the last, and prints each answer and note when it comes. Arguments:
 * folder of the world, slug, last number.
 */
final class StreamingChild {
    private StreamingChild() {}

    public static void main(String[] arguments) throws InterruptedException {
        int last = Integer.parseInt(arguments[2]);
        ScriptedSource source = ScriptedSource.counting(last);
        try (StreamWorld world = new StreamWorld(Path.of(arguments[0]))) {
            Connection known =
                    world.store.find(new ConnectionSlug(arguments[1]), soon()).orElseThrow();
            try (Streams streams = world.streams(Map.of(known.slug().text(), source))) {
                world.refresh(streams);
                Optional<String> answer = Optional.empty();
                while (!answer.equals(Optional.of("ack lvl-" + last))) {
                    answer = Optional.ofNullable(source.answers.poll(100, TimeUnit.MILLISECONDS));
                    answer.ifPresent(System.out::println);
                    List<String> notes = new ArrayList<>();
                    world.log.drainTo(notes);
                    notes.forEach(System.out::println);
                }
            }
        }
    }
}
