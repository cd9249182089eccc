package dev.stile.git.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment of a child git: an allow-list, so that no {@code GIT_*} variable, hook, pager or
 * proxy of the caller reaches it unless it was meant to.
 */
public final class GitEnvironment {
    private final Map<String, String> variables;

    private GitEnvironment(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * For work in a mirror: no configuration but the mirror's own, no prompt, no lazy fetch, no
     * replaced objects.
     *
     * @param outer the environment of this process
     */
    public static GitEnvironment forMirror(Map<String, String> outer) {
        Map<String, String> variables = common(outer);
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
        variables.put("GIT_ATTR_NOSYSTEM", "1");
        return new GitEnvironment(variables);
    }

    /**
     * For looking into the user's repository: which repository it is and how it is configured comes
     * from git's own variables, everything else is left out.
     *
     * @param outer the environment that git gave to the helper
     */
    public static GitEnvironment forUserRepository(Map<String, String> outer) {
        Map<String, String> variables = common(outer);
        for (String name :
                new String[] {
                    "GIT_DIR",
                    "GIT_COMMON_DIR",
                    "GIT_WORK_TREE",
                    "GIT_OBJECT_DIRECTORY",
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                    "GIT_SHALLOW_FILE",
                    "HOME",
                    "XDG_CONFIG_HOME",
                    "GIT_CONFIG_NOSYSTEM",
                    "GIT_CONFIG_SYSTEM",
                    "GIT_CONFIG_GLOBAL",
                    "GIT_CONFIG_PARAMETERS"
                }) {
            String value = outer.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        outer.forEach(
                (name, value) -> {
                    if (name.matches("GIT_CONFIG_(COUNT|KEY_\\d+|VALUE_\\d+)")) {
                        variables.put(name, value);
                    }
                });
        return new GitEnvironment(variables);
    }

    private static Map<String, String> common(Map<String, String> outer) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : new String[] {"PATH", "TMPDIR", "SystemRoot"}) {
            String value = outer.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.put("LC_ALL", "C");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_NO_LAZY_FETCH", "1");
        // Not every git that is supported knows the line above; each asks here before a transport.
        variables.put("GIT_ALLOW_PROTOCOL", "none");
        variables.put("GIT_NO_REPLACE_OBJECTS", "1");
        variables.put("GIT_OPTIONAL_LOCKS", "0");
        return variables;
    }

    /** The same with one more variable. */
    public GitEnvironment with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(variables);
        more.put(name, value);
        return new GitEnvironment(more);
    }

    /**
     * The same, with new objects written to {@code objects} and the repository's own readable
     * beside them.
     */
    public GitEnvironment withQuarantine(Path objects, Path repositoryObjects) {
        return with("GIT_OBJECT_DIRECTORY", objects.toString())
                .with("GIT_ALTERNATE_OBJECT_DIRECTORIES", quoted(repositoryObjects.toString()))
                .with("GIT_QUARANTINE_PATH", objects.toString());
    }

    void fill(Map<String, String> environment) {
        environment.clear();
        environment.putAll(variables);
    }

    /**
     * git splits the list at colons, and takes an entry in double quotes with C escapes as it
     * stands.
     */
    private static String quoted(String path) {
        return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
