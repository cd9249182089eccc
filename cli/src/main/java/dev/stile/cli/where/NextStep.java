package dev.stile.cli.where;

import dev.stile.core.error.ShellWords;

import java.util.ArrayList;
import java.util.List;

/**
 * What to type next about the place that a command was typed for, as a shell reads it: in the same
 * folder, and to the remote that leads to the tracker. Stateless.
 */
public final class NextStep {
    private static final String HERE = ".";
    private static final String USUAL_REMOTE = "origin";
    private static final String USUAL_REVISION = "HEAD";

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
    public static String pull(Place place, String where) {
        if (place.local().isEmpty()) {
            return "next: git pull, in a clone of " + place.address();
        }
        List<String> line = git(where);
        line.add("pull");
        String remote = place.local().get().remote();
        if (!remote.equals(USUAL_REMOTE)) {
            line.addAll(List.of(remote, "main"));
        }
        return "next: " + ShellWords.line(line);
    }

    /**
     * A push from a clone.
     *
     * @param where as it was typed
     * @param options of the push, each as it was typed behind {@code -o}
     * @param revision what is pushed
     */
    public static String push(
            Place.LocalClone clone, String where, List<String> options, String revision) {
        List<String> line = git(where);
        line.add("push");
        options.forEach(option -> line.addAll(List.of("-o", option)));
        if (!clone.remote().equals(USUAL_REMOTE) || !revision.equals(USUAL_REVISION)) {
            line.addAll(List.of(clone.remote(), revision + ":main"));
        }
        return "next: " + ShellWords.line(line);
    }

    private static List<String> git(String where) {
        return new ArrayList<>(where.equals(HERE) ? List.of("git") : List.of("git", "-C", where));
    }
}
