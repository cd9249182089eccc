package dev.stile.api.record;

import java.util.List;

/**
 * A status of a record.
 *
 * @param name the vendor's own name: shown and written
 * @param category what it means: shown, never sent
 */
public record Status(String name, StatusCategory category) {
    /** The known status of that name; one whose meaning nobody knows, if there is none. */
    public static Status named(String name, List<Status> known) {
        return known.stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Status(name, StatusCategory.UNKNOWN));
    }
}
