package dev.stile.flow.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a child sees of the environment: an allow-list, and what the protocol says (FL-15). */
final class ChildEnvironment {
    static final String SEARCH_PATH = "PATH";

    private static final Set<String> HANDED_ON = Set.of(SEARCH_PATH, "LANG", "TZ", "SystemRoot");
    private static final String LOCALES = "LC_";
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private ChildEnvironment() {}

    static Map<String, String> of(
            Map<String, String> outer, ProcessTemplate template, String connection, Path state) {
        Map<String, String> environment = new HashMap<>();
        environment.put(SEARCH_PATH, USUAL_PATH);
        outer.forEach(
                (name, value) -> {
                    if (HANDED_ON.contains(name) || name.startsWith(LOCALES)) {
                        environment.put(name, value);
                    }
                });
        environment.putAll(template.literals());
        environment.put("HOME", state.toString());
        environment.put("STILE_PROTOCOLS", "1");
        environment.put("STILE_CONNECTOR", template.manifest().slug());
        environment.put("STILE_CONNECTION", connection);
        environment.put("STILE_STATE_DIR", state.toString());
        return environment;
    }
}
