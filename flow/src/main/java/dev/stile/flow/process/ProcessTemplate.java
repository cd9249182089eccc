package dev.stile.flow.process;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Program;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A connector whose program speaks for it.
 *
 * @param manifest has a program
 * @param contentHash of the document that it was read from; another one is another template
 * @param folder where the program runs and where relative paths of its command begin; empty means
 *     the state folder of each connection
 * @param literals variables that its program gets besides the usual ones; no secrets
 * @param stateBelow a folder below the state folder of each connection, which the program gets
 */
public record ProcessTemplate(
        Manifest manifest,
        String contentHash,
        Optional<Path> folder,
        Map<String, String> literals,
        Optional<String> stateBelow) {
    public ProcessTemplate {
        literals = Map.copyOf(literals);
        if (manifest.program().filter(each -> !each.command().isEmpty()).isEmpty()) {
            throw new IllegalArgumentException("a process connector has a command");
        }
    }

    /** The same, with the state folder of the connection itself. */
    public ProcessTemplate(
            Manifest manifest,
            String contentHash,
            Optional<Path> folder,
            Map<String, String> literals) {
        this(manifest, contentHash, folder, literals, Optional.empty());
    }

    Program program() {
        return manifest.program().orElseThrow();
    }
}
