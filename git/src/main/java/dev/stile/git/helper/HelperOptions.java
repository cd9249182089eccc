package dev.stile.git.helper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What git set with {@code option} lines so far. Not for several threads. */
final class HelperOptions {
    private static final String OK = "ok";
    private static final String UNSUPPORTED = "unsupported";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MOST_PUSH_OPTIONS = 1_000;

    private int verbosity = 1;
    private boolean progress;
    private boolean dryRun;
    private boolean atomic;
    private boolean force;
    private boolean objectFormat;
    private final List<String> pushOptions = new ArrayList<>();
    private final Map<String, String> leases = new LinkedHashMap<>();

    int verbosity() {
        return verbosity;
    }

    boolean progress() {
        return progress;
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean atomic() {
        return atomic;
    }

    boolean force() {
        return force;
    }

    /** Whether {@code list} has to say the object format. */
    boolean objectFormat() {
        return objectFormat;
    }

    List<String> pushOptions() {
        return List.copyOf(pushOptions);
    }

    /** What a ref has to be for a push with a lease to go on, as git wrote it. */
    Optional<String> lease(String ref) {
        return Optional.ofNullable(leases.get(ref));
    }

    /** Forgets what belongs to one batch of pushes. */
    void endBatch() {
        pushOptions.clear();
        leases.clear();
    }

    /**
     * Takes one option.
     *
     * @param line what follows {@code option}
     * @return the line to answer
     */
    String set(String line) {
        int space = line.indexOf(' ');
        String name = space < 0 ? line : line.substring(0, space);
        Optional<String> read = QuotedText.read(space < 0 ? "" : line.substring(space + 1));
        if (read.isEmpty()) {
            return "error the value of " + printable(name) + " is not quoted as git quotes";
        }
        String value = read.get();
        return switch (name) {
            case "verbosity" -> verbosity(value);
            case "progress" -> flag(value, set -> progress = set);
            case "dry-run" -> flag(value, set -> dryRun = set);
            case "atomic" -> flag(value, set -> atomic = set);
            case "force" -> flag(value, set -> force = set);
            case "push-option" -> pushOption(value);
            case "cas" -> lease(value, "cas");
            case "object-format" -> objectFormat(value);
            // git itself checks the first; upload-pack is told the others by git.
            case "force-if-includes",
                    "filter",
                    "depth",
                    "deepen-since",
                    "deepen-not",
                    "deepen-relative",
                    "from-promisor" ->
                    OK;
            default -> UNSUPPORTED;
        };
    }

    private String verbosity(String value) {
        if (!NUMBER.matcher(value).matches()) {
            return "error verbosity is a number";
        }
        verbosity = Integer.parseInt(value);
        return OK;
    }

    private static String flag(String value, Consumer<Boolean> target) {
        switch (value) {
            case "true" -> target.accept(true);
            case "false" -> target.accept(false);
            default -> {
                return "error the value is true or false";
            }
        }
        return OK;
    }

    private String pushOption(String value) {
        if (pushOptions.size() == MOST_PUSH_OPTIONS) {
            return "error more than " + MOST_PUSH_OPTIONS + " push options";
        }
        pushOptions.add(value);
        return OK;
    }

    private String lease(String value, String name) {
        int colon = value.lastIndexOf(':');
        if (colon <= 0) {
            return "error " + name + " is a ref, a colon and an object id";
        }
        leases.put(value.substring(0, colon), value.substring(colon + 1));
        return OK;
    }

    private String objectFormat(String value) {
        if (!value.isEmpty() && !value.equals("true") && !value.equals("sha1")) {
            return "error only sha1 is served [STL-1008]";
        }
        objectFormat = true;
        return OK;
    }

    private static String printable(String name) {
        return name.replaceAll("[^A-Za-z0-9-]", "?");
    }
}
