package dev.stile.flow.template;

/** Where a template comes from. */
public sealed interface Provenance {
    /** It ships with this release. */
    record BuiltIn() implements Provenance {}

    /** A user registered it. */
    record User(String folder) implements Provenance {}

    /** As listings show it. */
    default String shown() {
        return switch (this) {
            case BuiltIn builtIn -> "built-in";
            case User user -> "user";
        };
    }
}
