package dev.stile.api.connector;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that has to be there before a connection works, and how to get it: the one text that
 * everybody tells who finds it missing. No value of a secret is in it, nor an example of one.
 *
 * @param type what kind of thing
 * @param name of the variable, of the secret in the manifest, or of the program
 * @param acquireUrl page where it is made or explained, https
 * @param scopes what it has to be allowed, in the vendor's words
 * @param instructions one line, an order: {@code make a token of the account}
 */
public record Requirement(
        Type type,
        String name,
        Optional<String> acquireUrl,
        List<String> scopes,
        String instructions) {
    /** What kind of thing is required. */
    public enum Type {
        /** A variable of the environment. */
        ENV,
        /** A secret of the connection. */
        SECRET,
        /** A program on the PATH. */
        BINARY;

        /** As documents spell it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Requirement {
        scopes = List.copyOf(scopes);
    }

    /** git itself. */
    public static Requirement git() {
        return new Requirement(
                Type.BINARY,
                "git",
                Optional.of("https://git-scm.com/downloads"),
                List.of(),
                "install git 2.34 or newer, as in apt-get install git");
    }

    /** How to get it, in one line. */
    public String remedy() {
        return instructions
                + (scopes.isEmpty() ? "" : ", allowed: " + String.join(", ", scopes))
                + acquireUrl.map(url -> " (" + url + ")").orElse("");
    }
}
