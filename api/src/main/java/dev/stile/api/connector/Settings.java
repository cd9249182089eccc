package dev.stile.api.connector;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a connection, complete and validated against the manifest.
 *
 * @param values by name, defaults filled in
 */
public record Settings(Map<String, String> values) {
    public Settings {
        values = Map.copyOf(values);
    }

    /** A setting that may be missing. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A setting that the manifest requires.
     *
     * @throws IllegalStateException if it is not there, which validation excludes
     */
    public String require(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the setting " + name + " was not validated"));
    }

    /** A required setting that is an address. */
    public URI address(String name) {
        return URI.create(require(name));
    }

    /** A setting that is true or false; missing is false. */
    public boolean flag(String name) {
        return find(name).map(Boolean::parseBoolean).orElse(false);
    }
}
