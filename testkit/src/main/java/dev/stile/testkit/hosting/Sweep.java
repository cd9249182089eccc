package dev.stile.testkit.hosting;

import dev.stile.testkit.canary.Canary;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Looks for the secrets of a case in all that came of it. A credential may stand in the header that
 * is there for it, of a request to its own host, and nowhere else.
 */
final class Sweep {
    private static final String CREDENTIALS = "authorization";

    private final HostScene scene;
    private final Canary canary;

    Sweep(HostScene scene) {
        this.scene = scene;
        Set<String> secrets = new LinkedHashSet<>(scene.services().secrets());
        secrets.add(scene.fixture().canary());
        this.canary = new Canary(secrets);
    }

    /** Where a secret was found. */
    List<String> leaks() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("results and errors", String.join("\n", scene.heard()));
        places.put("the journal", scene.services().intents().toString());
        places.put("audit rows", scene.services().told().toString());
        places.put("state", scene.services().kept());
        places.put("what was written down", scene.fixture().writtenDown());
        places.put(
                "requests",
                String.join("\n", scene.traffic().sent().stream().map(this::shown).toList()));
        return canary.in(places);
    }

    /** A request without the one place in which its credential belongs. */
    private String shown(Sent sent) {
        StringBuilder text = new StringBuilder(sent.method() + " " + sent.path() + "\n");
        sent.headers()
                .forEach(
                        (name, values) ->
                                values.forEach(
                                        value ->
                                                text.append(name)
                                                        .append(": ")
                                                        .append(withoutCredential(name, value))
                                                        .append('\n')));
        return text.append(sent.body()).append('\n').toString();
    }

    private String withoutCredential(String name, String value) {
        boolean belongs =
                name.toLowerCase(Locale.ROOT).equals(CREDENTIALS)
                        && scene.fixture().isCredential(value);
        return belongs ? "" : value;
    }
}
