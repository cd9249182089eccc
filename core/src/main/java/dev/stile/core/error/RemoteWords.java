package dev.stile.core.error;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the places of recovery lines that are about a remote or a push: which remote the
 * command was about, and what it was asked. A line typed as it stands then goes to the same
 * tracker, and does nothing that the command before it was told not to do. Immutable.
 *
 * <p>The places: {@code remote} and {@code upstream}, its name and its remembered main; {@code
 * from} and {@code to}, what a pull and a push have to name, which is nothing where git finds it by
 * itself; {@code target}, what a push names if it leaves nothing to git; {@code source}, what is
 * pushed; {@code options}, those of the push; {@code others}, the same without {@code
 * allow-deletes}, for a line that gives it anew; {@code again}, the same without {@code overwrite},
 * too; {@code planned}, what {@code stile plan} is given to look at the same push; {@code verb},
 * the command whose help says what it takes, where that was no push.
 *
 * @param places words by the name of their place, unquoted
 * @param folder where git has to work, if it is not the folder that the line is typed in
 */
public record RemoteWords(Map<String, List<String>> places, Optional<String> folder) {
    /** Of a usual clone: {@code origin}, its main, no options. */
    public static final RemoteWords USUAL =
            of("origin", Optional.of("origin/main"), "HEAD", true, true);

    private static final String MAIN = "main";
    private static final String COUNT = "allow-deletes";
    private static final String OVERWRITE = "overwrite";

    public RemoteWords {
        places = Map.copyOf(places);
    }

    /**
     * @param remote a name, or an address where it has none
     * @param upstream what its main is remembered as, if it is
     * @param source what is pushed to main
     * @param pulls whether a pull that names nothing is one of this main
     * @param pushes whether a push that names nothing is one of that source to this main
     */
    public static RemoteWords of(
            String remote,
            Optional<String> upstream,
            String source,
            boolean pulls,
            boolean pushes) {
        List<String> target = List.of(remote, source + ":" + MAIN);
        Map<String, List<String>> places = new LinkedHashMap<>();
        places.put("remote", List.of(remote));
        upstream.ifPresent(name -> places.put("upstream", List.of(name)));
        places.put("from", pulls ? List.of() : List.of(remote, MAIN));
        places.put("to", pushes ? List.of() : target);
        places.put("target", target);
        places.put("source", List.of(source));
        places.put("planned", source.equals("HEAD") ? List.of() : List.of(".", source));
        return new RemoteWords(places, Optional.empty()).with(List.of());
    }

    /**
     * Of a command that is about no push: there is none to look at again.
     *
     * @param verb whose help says what it takes
     */
    public static RemoteWords ofCommand(String... verb) {
        Map<String, List<String>> places = new LinkedHashMap<>(USUAL.places());
        places.remove("planned");
        places.put("verb", List.of(verb));
        return new RemoteWords(places, Optional.empty());
    }

    /**
     * The same of a push.
     *
     * @param pushOptions each as it was typed behind {@code -o}
     */
    public RemoteWords with(List<String> pushOptions) {
        Map<String, List<String>> more = new LinkedHashMap<>(places);
        more.put("options", typed(pushOptions));
        more.put("others", typed(without(COUNT, pushOptions)));
        // What lifts a condition does so whatever it then meets: a person says it each time.
        more.put("again", typed(without(OVERWRITE, without(COUNT, pushOptions))));
        List<String> planned = new ArrayList<>(places.getOrDefault("planned", List.of()));
        planned.addAll(typed(pushOptions));
        more.put("planned", planned);
        return new RemoteWords(more, folder);
    }

    /** The same where {@code stile plan} would choose another remote by itself. */
    public RemoteWords planning(String remote) {
        Map<String, List<String>> more = new LinkedHashMap<>(places);
        List<String> planned = new ArrayList<>(places.getOrDefault("planned", List.of()));
        planned.addAll(List.of("--remote", remote));
        more.put("planned", planned);
        return new RemoteWords(more, folder);
    }

    /** The same for somebody who is in another folder than the clone. */
    public RemoteWords in(String clone) {
        List<String> planned = new ArrayList<>(places.getOrDefault("planned", List.of()));
        if (!planned.isEmpty() && planned.getFirst().equals(".")) {
            planned.set(0, clone);
        } else {
            planned.addFirst(clone);
        }
        Map<String, List<String>> more = new LinkedHashMap<>(places);
        more.put("planned", planned);
        return new RemoteWords(more, Optional.of(clone));
    }

    /** A command with these words, quoted for a shell. */
    public String line(String template) {
        return new RecoveryLine(template).shown(this);
    }

    private static List<String> typed(List<String> options) {
        return options.stream().flatMap(option -> List.of("-o", option).stream()).toList();
    }

    private static List<String> without(String name, List<String> options) {
        return options.stream()
                .filter(option -> !option.equals(name) && !option.startsWith(name + "="))
                .toList();
    }
}
