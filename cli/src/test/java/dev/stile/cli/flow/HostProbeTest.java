package dev.stile.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.core.registry.Providers;
import dev.stile.flow.connection.ProbeOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class HostProbeTest {
    private static final ProbeOutcome OK = new ProbeOutcome.Ok(Optional.empty());

    @TempDir private Path folder;

    private final Asked asked = new Asked();

    /** Has no connector, and remembers which ones were looked for. */
    private static final class Asked implements Providers {
        private final List<String> slugs = new ArrayList<>();

        @Override
        public List<ConnectorProvider> all() {
            return List.of();
        }

        @Override
        public Optional<ConnectorProvider> find(String slug) {
            slugs.add(slug);
            return Optional.empty();
        }
    }

    @Test
    void aProbeLooksForTheConnectorOfItsOwnConnectionAndOfNoOther() {
        Surroundings around =
                new Surroundings(
                        Map.of("STILE_HOME", folder.resolve("stile").toString()),
                        folder,
                        folder,
                        "tester",
                        Clock.systemUTC(),
                        () -> "0-test");
        try (House house =
                new House(
                        around,
                        AuditOrigin.PERSON,
                        new Redactor(),
                        (message, remote) -> {},
                        asked)) {
            Connection mine = connect(house, "weir-north", "pond-level");
            connect(house, "weir-south", "pond-other");

            ProbeOutcome outcome =
                    new HostProbe(house, (connection, deadline) -> OK)
                            .probe(mine, House.patience());

            assertThat(outcome).isEqualTo(OK);
            assertThat(asked.slugs).containsExactly("pond-level");
        }
    }

    private static Connection connect(House house, String slug, String connector) {
        return house.connections()
                .make(
                        new Connection(
                                new ConnectionSlug(slug),
                                connector,
                                new TreeMap<>(),
                                new TreeMap<>(),
                                List.of(),
                                Optional.empty(),
                                ConnectionOptions.standard(),
                                "tester",
                                Instant.EPOCH,
                                1),
                        new Subject.Person("tester"),
                        House.patience())
                .connection();
    }
}
