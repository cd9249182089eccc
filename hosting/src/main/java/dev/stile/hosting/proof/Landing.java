package dev.stile.hosting.proof;

import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.value.Sha;

import java.util.Optional;

/**
 * Something that landed.
 *
 * @param landed the commit that the host names
 * @param expectedHead what was reviewed
 * @param oldBase tip of the base branch before
 * @param newBase tip of the base branch now
 * @param strategy how, if anybody says so
 * @param checkedTree the tree that the checks ran on, if that is known
 */
public record Landing(
        Sha landed,
        Sha expectedHead,
        Sha oldBase,
        Sha newBase,
        Optional<MergeStrategy> strategy,
        Optional<Sha> checkedTree) {}
