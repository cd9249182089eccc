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
 * @param leftOut actions that were stored and are not in the manifest, each with what is wrong
 */
public record ProcessTemplate(
        Manifest manifest,
        String contentHash,
        Optional<Path> folder,
        Map<String, String> literals,
        Optional<String> stateBelow,
        Map<String, String> leftOut) {
    public ProcessTemplate {
        literals = Map.copyOf(literals);
        leftOut = Map.copyOf(leftOut);
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
        this(manifest, contentHash, folder, literals, Optional.empty(), Map.of());
    }

    Program program() {
        return manifest.program().orElseThrow();
    }
}
