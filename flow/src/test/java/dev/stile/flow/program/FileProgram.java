package dev.stile.flow.program;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.ResolvedSecrets;
import dev.stile.flow.command.Description;
import dev.stile.flow.process.HostTimes;
import dev.stile.flow.process.KnownPrograms;
import dev.stile.flow.process.ProcessConnector;
import dev.stile.flow.process.ProcessHost;
import dev.stile.flow.process.RenewedSecrets;
import dev.stile.flow.process.child.Children;
import dev.stile.flow.process.child.StopTimes;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.skeleton.Skeleton;
import dev.stile.testkit.contract.Who;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The Python skeleton as it is, behind a script that stands between it and the host: it knows who
 * asks, counts the starts, and on demand is not there, or dies when all is done and nothing is
 * said.
 */
final class FileProgram implements AutoCloseable {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin:" + System.getenv("PATH"), "LC_ALL", "C.UTF-8");

    /** What happens to the next start. */
    enum Fate {
        RUNS,
        AWAY,
        DIES
    }

    /** How the facets of a connector that runs this program are come by. */
    @FunctionalInterface
    interface Way {
        Opened open(FileProgram program, Who who, String connection);
    }

    /**
     * @param manifest in force
     */
    record Opened(Manifest manifest, ProcessConnector connector) {}

    private final Path folder;
    private final Map<Who, Description> confirmed = new ConcurrentHashMap<>();
    private final Children children;
    private final ProcessHost host;

    /** An empty folder becomes its home. */
    FileProgram(Path folder) {
        this.folder = folder;
        try {
            Skeleton.PYTHON.writeTo(folder);
            Path program = folder.resolve("connector.py");
            // Only how often it looks: a case of the contract waits for each look.
            Files.writeString(
                    program,
                    Files.readString(program)
                            .replace("POLL_SECONDS = 0.2", "POLL_SECONDS = 0.02")
                            .replace(
                                    "silence_seconds\", 60) / 3", "silence_seconds\", 60) / 1200"));
            try (InputStream around = FileProgram.class.getResourceAsStream("around.py")) {
                Files.write(folder.resolve("around.py"), around.readAllBytes());
            }
            next(Fate.RUNS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Redactor redactor = new Redactor();
        children = Children.open(folder.resolve("runs"), redactor, new Random());
        host =
                new ProcessHost(
                        children,
                        folder.resolve("states"),
                        new KnownPrograms(folder.resolve("programs")),
                        ENVIRONMENT,
                        new ResolvedSecrets(ENVIRONMENT),
                        connection -> Map.of(),
                        (connection, secret) -> false,
                        new RenewedSecrets(new ResolvedSecrets(ENVIRONMENT)),
                        redactor,
                        new JsonSchemas(),
                        Clock.systemUTC(),
                        new HostTimes(
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                new StopTimes(Duration.ofSeconds(60), Duration.ofSeconds(1))));
    }

    ProcessHost host() {
        return host;
    }

    /** What a template or a setting has as its command. */
    List<String> command(Who who) {
        return List.of(
                "python3",
                "-IS",
                folder.resolve("around.py").toString(),
                folder.toString(),
                who.name().toLowerCase(Locale.ROOT));
    }

    /** What a person confirmed of what it says of itself: asked once. */
    Description confirmed(Who who, Supplier<Description> asking) {
        return confirmed.computeIfAbsent(who, none -> asking.get());
    }

    /** A file of the skeleton. */
    String text(String file) {
        return read(folder.resolve(file));
    }

    ConnectorContext context(String connection, Map<String, String> settings) {
        return new ConnectorContext() {
            @Override
            public String connection() {
                return connection;
            }

            @Override
            public Settings settings() {
                return new Settings(settings);
            }

            @Override
            public EgressClient egress() {
                throw new UnsupportedOperationException("a program has its own way out");
            }

            @Override
            public Clock clock() {
                return Clock.systemUTC();
            }

            @Override
            public ConnectorLog log() {
                return (message, remote) -> {};
            }
        };
    }

    void next(Fate fate) {
        try {
            Files.writeString(folder.resolve("fate"), fate.name());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How often it was started, except to be asked who it is. */
    long starts() {
        return read(folder.resolve("starts")).lines().count();
    }

    /** Where the program keeps what is the connection's. */
    Path state(String slug, String connection) {
        return host.states().resolve(slug).resolve(connection);
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        children.close();
    }
}
