package dev.stile.cli;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;

/** The version that this build was given. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            properties.load(
                    Objects.requireNonNull(resource, "version.properties is part of the jar"));
        }
        return new String[] {"stile " + properties.getProperty("version")};
    }
}
