package dev.stile.cli.skills;

import dev.stile.cli.connectors.KnownConnector;
import dev.stile.flow.template.Provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds guides. One that ships is beside its connector; that of a template is a file beside the
 * template, by the same name. Any thread may call.
 */
public final class Guides {
    private static final String FOLDER = "META-INF/stile/skills/";
    private static final String ENDING = ".md";
    private static final int LONGEST = 256 * 1024;

    private Guides() {}

    /** The text of a connector's guide, if there is one. */
    public static Optional<String> of(KnownConnector connector) {
        String name = connector.template().manifest().skill();
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            return Optional.empty();
        }
        return switch (connector.template().provenance()) {
            case Provenance.BuiltIn builtIn -> shipped(name);
            case Provenance.User(String folder) -> beside(Path.of(folder).resolve(name + ENDING));
        };
    }

    private static Optional<String> shipped(String name) {
        try (InputStream guide =
                Guides.class.getClassLoader().getResourceAsStream(FOLDER + name + ENDING)) {
            return guide == null
                    ? Optional.empty()
                    : Optional.of(new String(guide.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new IllegalStateException("a guide of this release cannot be read", broken);
        }
    }

    private static Optional<String> beside(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
