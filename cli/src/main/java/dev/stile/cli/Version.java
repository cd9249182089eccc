package dev.stile.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version that this build was given. */
public final class Version {
    private Version() {}

    public static String number() {
        Properties properties = new Properties();
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            properties.load(
                    Objects.requireNonNull(resource, "version.properties is part of the jar"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Objects.requireNonNull(properties.getProperty("version"), "version");
    }
}
