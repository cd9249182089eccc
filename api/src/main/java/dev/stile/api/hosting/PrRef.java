package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;

import java.util.List;

/**
 * One pull request of one repository.
 *
 * @param repo where it asks to be merged
 * @param prNumber one or more
 */
public record PrRef(RepoRef repo, int prNumber) {
    public PrRef {
        if (prNumber < 1) {
            throw new Invalid("pr", "a number is 1 or more", List.of());
        }
    }

    /** What it is called in state. */
    public String key() {
        return repo.key() + "#" + prNumber;
    }

    @Override
    public String toString() {
        return repo + "#" + prNumber;
    }
}
