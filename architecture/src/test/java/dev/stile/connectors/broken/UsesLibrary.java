package dev.stile.connectors.broken;

import org.assertj.core.api.Assertions;

/** Breaks the rule that a connector stands on the api alone. */
final class UsesLibrary {
    Class<?> library() {
        return Assertions.class;
    }
}
