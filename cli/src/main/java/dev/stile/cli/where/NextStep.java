package dev.stile.cli.where;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.RemoteWords;
import dev.stile.core.error.ShellWords;
import dev.stile.git.clone.TypedRemote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to type next about the place that a command was typed for, as a shell reads it: in the same
 * folder, and to the remote that leads to the tracker. Stateless.
 */
public final class NextStep {
    private static final String HERE = ".";

    private NextStep() {}

    /**
     * A command of Stile about the same place.
     *
     * @param words of the command
     * @param where as it was typed
     * @param options that follow the place
     */
    public static String stile(List<String> words, String where, List<String> options) {
        List<String> line = new ArrayList<>(List.of("stile"));
        line.addAll(words);
        if (!where.equals(HERE)) {
            line.add(where);
        }
        line.addAll(options);
        return "next: " + ShellWords.line(line);
    }

    /**
     * A pull into the clone that was meant, or into any where only an address was typed.
     *
     * @param where as it was typed
     */
    public static String pull(Place place, Surroundings around, String where) {
        return place.local()
                .map(
                        clone ->
                                "next: "
                                        + words(clone, around, where, Optional.empty())
                                                .line("git pull {from}"))
                .orElseGet(() -> "next: git pull, in a clone of " + place.address());
    }

    /**
     * A push from the clone that was meant, or from any where only an address was typed.
     *
     * @param where as it was typed
     * @param options of the push, each as it was typed behind {@code -o}
     */
    public static String push(
            Place place, Surroundings around, String where, List<String> options) {
        return place.local()
                .map(clone -> push(words(clone, around, where, Optional.empty()).with(options)))
                .orElseGet(
                        () ->
                                push(RemoteWords.USUAL.with(options))
                                        + ", in a clone of "
                                        + place.address());
    }

    /** A push with these words. */
    public static String push(RemoteWords words) {
        return "next: " + words.line("git push {options} {to}");
    }

    /**
     * What commands in a clone name.
     *
     * @param where as it was typed
     * @param source what is pushed; what is checked out if empty
     */
    public static RemoteWords words(
            Place.LocalClone clone, Surroundings around, String where, Optional<String> source) {
        RemoteWords words =
                TypedRemote.inFolder(clone.folder(), around.environment(), clone.remote())
                        .words(source);
        return where.equals(HERE) ? words : words.in(where);
    }
}
