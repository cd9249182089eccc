package dev.stile.flow.template;

import dev.stile.api.connector.Manifest;
import dev.stile.flow.document.Faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of reading a template.
 *
 * @param manifest there if there is no fault
 * @param faults all of them
 * @param warnings fields that this release does not know; they are kept
 * @param leftOut actions of a stored template that this release does not take, each with what is
 *     wrong with it; they are not in the manifest
 */
public record TemplateReading(
        Optional<Manifest> manifest,
        Faults faults,
        List<String> warnings,
        Map<String, String> leftOut) {
    public TemplateReading {
        warnings = List.copyOf(warnings);
        leftOut = Map.copyOf(leftOut);
    }
}
