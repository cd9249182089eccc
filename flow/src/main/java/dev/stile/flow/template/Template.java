package dev.stile.flow.template;

import dev.stile.api.connector.Manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connector as data, with where it comes from.
 *
 * @param manifest what it says
 * @param document as it was written, byte for byte; empty for what is code
 * @param sha256 lower-case hex digest of the document, or of the slug and version of what is code
 * @param warnings what is not understood and kept all the same
 * @param leftOut actions that this release does not take of it, each with what is wrong
 */
public record Template(
        Manifest manifest,
        Provenance provenance,
        Optional<String> document,
        String sha256,
        List<String> warnings,
        Map<String, String> leftOut) {
    public Template {
        warnings = List.copyOf(warnings);
        leftOut = Map.copyOf(leftOut);
    }

    /** One of which everything is taken. */
    public Template(
            Manifest manifest,
            Provenance provenance,
            Optional<String> document,
            String sha256,
            List<String> warnings) {
        this(manifest, provenance, document, sha256, warnings, Map.of());
    }
}
