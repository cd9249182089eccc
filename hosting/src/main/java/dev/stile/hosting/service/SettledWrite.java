package dev.stile.hosting.service;

import java.util.Optional;

/**
 * A write that might have happened, and what a read said of it.
 *
 * @param write as it was before the read
 * @param end what is known now
 * @param elsewhere of a merge that did not land where it was to
 */
public record SettledWrite(OpenIntent write, WriteEnd end, Optional<LandedElsewhere> elsewhere) {}
