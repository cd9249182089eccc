package dev.stile.api.hosting;

import java.util.List;
import java.util.Set;

/**
 * What an update did.
 *
 * @param applied fields that were changed and read back: {@code title}, {@code body}, {@code
 *     draft}, {@code labels}
 * @param unchanged fields that were as asked before
 * @param warnings what did not happen beside
 */
public record UpdateResult(Set<String> applied, Set<String> unchanged, List<Warning> warnings) {
    public UpdateResult {
        applied = Set.copyOf(applied);
        unchanged = Set.copyOf(unchanged);
        warnings = List.copyOf(warnings);
    }
}
