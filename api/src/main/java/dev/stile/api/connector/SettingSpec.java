package dev.stile.api.connector;

import java.util.List;
import java.util.Optional;

/**
 * A setting that a connection has. Never a secret.
 *
 * @param name as in {@code --set name=value}
 * @param kind what its values are
 * @param title one line for people
 * @param required whether it must be given; an empty value counts as missing
 * @param standard the value when none is given
 * @param choices the only values it takes, if there are any
 * @param pattern a regular expression that is found in each value; linear, as re2 writes them
 */
public record SettingSpec(
        String name,
        Kind kind,
        String title,
        boolean required,
        Optional<String> standard,
        List<String> choices,
        Optional<String> pattern) {
    /** What the values of a setting are. */
    public enum Kind {
        TEXT,
        /**
         * An {@code http} or {@code https} address without query and fragment. Its origin is
         * granted when it is typed.
         */
        ADDRESS,
        FLAG
    }

    public SettingSpec {
        choices = List.copyOf(choices);
    }

    /** One without a pattern. */
    public SettingSpec(
            String name,
            Kind kind,
            String title,
            boolean required,
            Optional<String> standard,
            List<String> choices) {
        this(name, kind, title, required, standard, choices, Optional.empty());
    }

    /** An address that must be given. */
    public static SettingSpec address(String name, String title) {
        return new SettingSpec(name, Kind.ADDRESS, title, true, Optional.empty(), List.of());
    }

    /** A text that may be given. */
    public static SettingSpec text(String name, String title) {
        return new SettingSpec(name, Kind.TEXT, title, false, Optional.empty(), List.of());
    }

    /** True or false, with what holds when it is not given. */
    public static SettingSpec flag(String name, String title, boolean standard) {
        return new SettingSpec(
                name,
                Kind.FLAG,
                title,
                false,
                Optional.of(Boolean.toString(standard)),
                List.of("true", "false"));
    }
}
