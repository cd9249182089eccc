package dev.stile.api.broken.library;

import org.assertj.core.api.Assertions;

/** Breaks the rule that the api brings nothing with it. */
final class UsesLibrary {
    Class<?> library() {
        return Assertions.class;
    }
}
