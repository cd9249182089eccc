package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.lease.Holder;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.service.Asking;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Watching with what is stored in a home: connections, settings and people. */
final class StoredHostsTest {
    @TempDir Path folder;

    @Test
    @Proves({"GH-70", "GH-81", "GH-89"})
    void theSettingsOfTheHomeDecideWhatIsMerged() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(work(house), HostWorld.ADA, TestHome.soon());
            Path settings = house.home.folder().resolve("hosting.yaml");
            Files.writeString(
                    settings,
                    "repositories:\n  code.example/acme/web:\n    merge:\n      auto: true\n");
            Files.setPosixFilePermissions(
                    settings, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            world.forge().open(Forge.ref("acme/web", 1));
            world.forge().open(Forge.ref("acme/other", 2));
            try (StoredHosts hosts = hosts(world, store);
                    Watcher watcher = world.watcher(Holder.self(), hosts)) {
                world.watches.add(HostWorld.ADA, "work", Forge.ref("acme/web", 1));
                world.watches.add(HostWorld.ADA, "work", Forge.ref("acme/other", 2));
                for (int pass = 0; pass < 20; pass++) {
                    watcher.turn();
                    house.clock.pass(Duration.ofSeconds(30));
                }
            }
            assertThat(world.forge().merges())
                    .singleElement()
                    .satisfies(merge -> assertThat(merge).startsWith("code.example/acme/web#1 "));
            assertThat(world.kinds())
                    .containsExactlyInAnyOrder(
                            "git.pr_ready_to_merge", "git.pr_ready_to_merge", "git.pr_merged");
        }
    }

    @Test
    @Proves("GH-89")
    void ofBudgetsThatAreApartTheLeastOneIsLeantOn() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(work(house), HostWorld.ADA, TestHome.soon());
            world.forge().health = Map.of("limit", "15000", "least_limit", "5000");
            try (StoredHosts hosts = hosts(world, store)) {
                assertThat(hosts.host("work")).isNotNull();
                assertThat(hosts.budgetPerHour("work")).hasValue(4_000);
            }
            world.forge().health = Map.of("limit", "15000");
            try (StoredHosts hosts = hosts(world, store)) {
                assertThat(hosts.host("work")).isNotNull();
                assertThat(hosts.budgetPerHour("work")).hasValue(12_000);
            }
        }
    }

    private static Connection work(HostWorld house) {
        return house.connection(
                "work",
                Map.of(
                        "web_url",
                        "https://code.example",
                        "budget_per_hour",
                        "",
                        "default_merge_strategy",
                        ""));
    }

    private static StoredHosts hosts(WatchWorld world, ConnectionStore store) {
        HostWorld house = world.house;
        return new StoredHosts(
                store,
                house.registry,
                house.hosts,
                house.home,
                house.database,
                connection -> world.requests(connection.slug().text()),
                connection -> true,
                System.getenv(),
                house.clock,
                Asking.of(new Subject.Daemon()));
    }
}
