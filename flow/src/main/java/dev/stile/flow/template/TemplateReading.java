package dev.stile.flow.template;

import dev.stile.api.connector.Manifest;
import dev.stile.flow.document.Faults;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a template.
 *
 * @param manifest there if there is no fault
 * @param faults all of them
 * @param warnings fields that this release does not know; they are kept
 */
public record TemplateReading(Optional<Manifest> manifest, Faults faults, List<String> warnings) {
    public TemplateReading {
        warnings = List.copyOf(warnings);
    }
}
