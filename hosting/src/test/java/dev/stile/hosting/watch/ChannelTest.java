package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.service.Asking;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/** The space of names of a connection's people is the one that its connector's manifest says. */
final class ChannelTest {
    private static final PrRef PR = Forge.ref("acme/web", 1);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"river, 1", "forge, 0"})
    @Proves("GH-38")
    void aPersonWhoMayApproveIsKnownThereAndNowhereElse(String channel, int asked)
            throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            house.channel = channel;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(house.connection("work"), HostWorld.ADA, TestHome.soon());
            write(
                    house,
                    "hosting.yaml",
                    "repositories:\n  code.example/acme/web:\n    approve: { enabled: true }\n");
            write(
                    house,
                    "people.yaml",
                    "people:\n  - name: Ana\n    roles: [approver]\n    contacts:\n"
                            + "      - { channel: river, host: code.example, id: id-ana }\n");
            approveInWords(world);
            try (StoredHosts hosts = hosts(world, store)) {
                PrFacts facts = hosts.host("work").detectPrEvents(PR, HostWorld.call()).facts();
                assertThat(hosts.judge("work", PR).unknown(facts)).hasSize(asked);
            }
        }
    }

    private static void approveInWords(WatchWorld world) {
        world.forge().access.put("ana", Tri.YES);
        Forge.Pull pull = world.forge().open(PR);
        pull.approved = false;
        world.clock().pass(Duration.ofMinutes(2));
        Instant now = world.clock().instant();
        pull.said.add(new Forge.Said("8", "ana", "/approve", now, now));
        pull.updated = now;
    }

    private static StoredHosts hosts(WatchWorld world, ConnectionStore store) {
        HostWorld house = world.house;
        return new StoredHosts(
                store,
                house.registry,
                house.hosts,
                house.home,
                house.database,
                connection -> 0,
                connection -> true,
                System.getenv(),
                house.clock,
                Asking.of(new Subject.Daemon()));
    }

    private static void write(HostWorld house, String name, String text) throws IOException {
        Path file = Files.writeString(house.home.folder().resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
