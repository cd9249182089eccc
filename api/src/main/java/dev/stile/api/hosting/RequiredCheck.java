package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;

import java.util.Optional;

/**
 * A check that a merge needs.
 *
 * @param name what the host calls it
 * @param source the only source whose word counts, where the rule names one
 * @param pattern whether the name is a pattern of the host
 */
public record RequiredCheck(
        Tainted<String> name, Optional<Tainted<String>> source, boolean pattern) {}
