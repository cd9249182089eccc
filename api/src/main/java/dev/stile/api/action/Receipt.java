package dev.stile.api.action;

import dev.stile.api.taint.Tainted;

import java.util.Optional;

/**
 * By what an effect can be found again.
 *
 * @param id the vendor's id of what was made or changed; an event about it is our own echo
 * @param url where a person can look at it
 */
public record Receipt(Tainted<String> id, Optional<Tainted<String>> url) {}
