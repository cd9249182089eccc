package dev.stile.core.secret;

import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Where a secret is, never the secret. Its text is what the user typed and may be shown. */
public sealed interface SecretReference {
    /** The kinds of references, as they are spelled before the colon. */
    Set<String> KINDS = Set.of("env", "file", "git-credential");

    /** As it is stored and shown. */
    String text();

    /** Since when the secret there is what it is, where that can be told without reading it. */
    default Optional<Instant> since() {
        return Optional.empty();
    }

    /** A variable of the environment. */
    record EnvironmentVariable(String name) implements SecretReference {
        @Override
        public String text() {
            return "env:" + name;
        }
    }

    /** A file of the user's own. */
    record OwnFile(Path path) implements SecretReference {
        @Override
        public String text() {
            return "file:" + path;
        }

        /** When the file was last written. */
        @Override
        public Optional<Instant> since() {
            try {
                return Optional.of(
                        Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant());
            } catch (IOException missing) {
                return Optional.empty();
            }
        }
    }

    /** What git's credential helpers know for an address. */
    record GitCredential(WebAddress address) implements SecretReference {
        @Override
        public String text() {
            return "git-credential:" + address;
        }
    }

    /**
     * Reads a reference.
     *
     * @throws Failure SECRET_LITERAL if it is none, without showing what it is
     */
    static SecretReference parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        String place = text.substring(colon + 1);
        return switch (kind) {
            case "env" -> variable(place);
            case "file" -> file(place);
            case "git-credential" -> credential(place);
            default -> throw refused("what was given is no reference to a secret");
        };
    }

    private static SecretReference variable(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,199}")) {
            throw refused("env: is followed by the name of a variable, in letters, digits and _");
        }
        return new EnvironmentVariable(name);
    }

    private static SecretReference file(String place) {
        try {
            Path path = Path.of(place);
            if (!path.isAbsolute()) {
                throw refused("file: is followed by a whole path, from the root");
            }
            return new OwnFile(path.normalize());
        } catch (InvalidPathException broken) {
            throw refused("file: is followed by a whole path, from the root");
        }
    }

    private static SecretReference credential(String place) {
        try {
            return new GitCredential(WebAddress.parse(place));
        } catch (AmbiguousUrlException broken) {
            throw refused("git-credential: is followed by an address: " + broken.what());
        }
    }

    private static Failure refused(String headline) {
        return Failure.of(Code.SECRET_LITERAL)
                .headline(headline)
                .detail("known kinds: " + String.join(", ", KINDS.stream().sorted().toList()))
                .build();
    }
}
