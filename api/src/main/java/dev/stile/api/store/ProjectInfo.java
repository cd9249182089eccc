package dev.stile.api.store;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;

import java.util.OptionalLong;

/**
 * A project that the credentials can see.
 *
 * @param project how an address names it
 * @param name what the vendor shows
 * @param records how many there are, where that costs nothing more
 * @param writable whether the credentials may write
 */
public record ProjectInfo(
        ProjectRef project, Tainted<String> name, OptionalLong records, boolean writable) {}
