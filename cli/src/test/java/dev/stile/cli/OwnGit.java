package dev.stile.cli;

import java.util.Map;

/** What a git that a test starts is told, so that it knows nothing of the user's. */
public final class OwnGit {
    private OwnGit() {}

    /**
     * Takes out what git may have put there that started the build, such as the repository whose
     * hook did, and the configuration of the user and the machine.
     *
     * @param environment of the process that is to be started
     */
    public static void isolate(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
    }
}
