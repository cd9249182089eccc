package dev.stile.core.secret;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.process.Child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks git's credential helpers by git's own protocol (git-credential(1)): nothing secret on a
 * command line, no prompt, no configuration of the repository that happens to be around.
 */
final class GitCredentials {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_OUTPUT = 64 * 1024;

    /** What helpers that ask a keyring need. */
    private static final List<String> HANDED_ON =
            List.of(
                    "HOME",
                    "PATH",
                    "USER",
                    "LOGNAME",
                    "LANG",
                    "TMPDIR",
                    "XDG_CONFIG_HOME",
                    "XDG_CACHE_HOME",
                    "XDG_RUNTIME_DIR",
                    "DBUS_SESSION_BUS_ADDRESS");

    private final Map<String, String> environment = new HashMap<>();

    GitCredentials(Map<String, String> outer) {
        for (String name : HANDED_ON) {
            String value = outer.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("GIT_TERMINAL_PROMPT", "0");
        // Set and empty: git then falls back neither to core.askPass nor to SSH_ASKPASS.
        environment.put("GIT_ASKPASS", "");
        environment.put("GCM_INTERACTIVE", "never");
    }

    SecureValue password(
            SecretReference.GitCredential reference, Secrets.Wanted wanted, Deadline deadline) {
        Child git =
                new Child(
                        List.of("git", "credential", "fill"),
                        environment,
                        Path.of("/"),
                        MOST_OUTPUT);
        Optional<Child.Finished> finished =
                git.run(description(reference.address()), deadline.orSooner(LONGEST));
        return finished.filter(answer -> answer.exitCode() == 0)
                .flatMap(answer -> password(answer.output()))
                .orElseThrow(
                        () ->
                                MissingSecret.of(
                                        wanted,
                                        "git knows no password for " + reference.address(),
                                        "git credential approve"));
    }

    private static byte[] description(WebAddress address) {
        String path = address.path().isEmpty() ? "" : address.path().substring(1);
        return ("protocol="
                        + address.origin().scheme().wire()
                        + "\nhost="
                        + address.origin().authority()
                        + "\n"
                        + (path.isEmpty() ? "" : "path=" + path + "\n")
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<SecureValue> password(byte[] output) {
        byte[] key = "password=".getBytes(StandardCharsets.US_ASCII);
        int begin = 0;
        try {
            while (begin < output.length) {
                int end = begin;
                while (end < output.length && output[end] != '\n') {
                    end++;
                }
                if (end - begin > key.length
                        && Arrays.equals(output, begin, begin + key.length, key, 0, key.length)) {
                    char[] characters =
                            new String(
                                            output,
                                            begin + key.length,
                                            end - begin - key.length,
                                            StandardCharsets.UTF_8)
                                    .toCharArray();
                    return Optional.of(SecureValue.takeFrom(characters));
                }
                begin = end + 1;
            }
            return Optional.empty();
        } finally {
            Arrays.fill(output, (byte) 0);
        }
    }
}
