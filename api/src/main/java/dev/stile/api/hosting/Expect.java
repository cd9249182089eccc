package dev.stile.api.hosting;

import dev.stile.api.value.Sha;

import java.util.Optional;

/**
 * What must hold for a write.
 *
 * @param head the head that the pull request must have
 */
public record Expect(Optional<Sha> head) {
    public static Expect nothing() {
        return new Expect(Optional.empty());
    }

    public static Expect head(Sha head) {
        return new Expect(Optional.of(head));
    }
}
