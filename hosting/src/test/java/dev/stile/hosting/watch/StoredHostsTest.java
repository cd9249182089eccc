package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.connection.OptionName;
import dev.stile.core.lease.Holder;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.service.Asking;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

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
                assertThat(hosts.budget("work").perHour()).isEqualTo(4_000);
            }
            world.forge().health = Map.of("limit", "15000");
            try (StoredHosts hosts = hosts(world, store)) {
                assertThat(hosts.host("work")).isNotNull();
                assertThat(hosts.budget("work").perHour()).isEqualTo(12_000);
            }
        }
    }

    @Test
    @Proves("GH-89")
    void connectionsOfOneHostAndOneAccountThereShareTheirBudgetAlsoAfterARestart()
            throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(connection(house, "work", "600"), HostWorld.ADA, TestHome.soon());
            store.make(connection(house, "other"), HostWorld.ADA, TestHome.soon());
            PrRef limited = Forge.ref("acme/web", 1);
            PrRef parked = Forge.ref("acme/other", 2);
            world.forge().open(limited);
            world.forge().open(parked);
            world.watches.add(HostWorld.ADA, "work", limited);
            world.watches.add(HostWorld.ADA, "other", parked);
            Instant reset = world.clock().instant().plus(Duration.ofMinutes(17));
            world.forge()
                    .faults
                    .put(
                            limited.key(),
                            new ArrayList<>(
                                    List.of(
                                            () ->
                                                    new RateLimited(
                                                            reset,
                                                            Duration.ofMinutes(17),
                                                            false))));
            try (StoredHosts hosts = hosts(world, store);
                    Watcher watcher = world.watcher(Holder.self(), hosts)) {
                assertThat(hosts.host("other")).isNotNull();
                watcher.turn("work");
                assertThat(hosts.budget("other"))
                        .isEqualTo(hosts.budget("work"))
                        .matches(budget -> budget.perHour() == 600)
                        .matches(budget -> budget.connections().equals(Set.of("work", "other")));
            }
            try (StoredHosts hosts = hosts(world, store);
                    Watcher watcher = world.watcher(Holder.self(), hosts)) {
                assertThat(watcher.turn("other")).isEqualTo(reset);
                assertThat(world.forge().requests).hasSize(1);

                world.forge().health = Map.of("identity", "somebody else");
                assertThat(hosts.host("other")).isNotNull();
                watcher.turn("other");
                assertThat(world.forge().requests).hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    @Proves("GH-41")
    void aHostThatDoesNotStartIsTriedAgainAndStopsNoOther() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(
                    house.connection(
                            "a-broken", Map.of("web_url", "https://code.example", "broken", "yes")),
                    HostWorld.ADA,
                    TestHome.soon());
            store.make(work(house), HostWorld.ADA, TestHome.soon());
            for (String slug : List.of("a-broken", "work")) {
                PrRef pr = Forge.ref("acme/" + slug, 1);
                world.forge().open(pr);
                world.watches.add(HostWorld.ADA, slug, pr);
            }
            try (StoredHosts hosts = hosts(world, store);
                    Watcher watcher = world.watcher(Holder.self(), hosts)) {
                watcher.turn();
                assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge");
                assertThat(watcher.turn("a-broken"))
                        .isEqualTo(world.clock().instant().plus(Duration.ofMinutes(1)));
            }
        }
    }

    @Test
    @Proves({"GH-33", "GH-41"})
    void hostsEndOneAfterAnotherTheLastOneThatWasOpenedFirstAndOneThatFailsStopsNone()
            throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            List<String> ended = Collections.synchronizedList(new ArrayList<>());
            world.forge().ending =
                    slug -> {
                        ended.add(slug);
                        throw new IllegalStateException("does not end well");
                    };
            try (StoredHosts hosts = hosts(world, store)) {
                for (String slug : List.of("b", "c", "a")) {
                    store.make(connection(house, slug), HostWorld.ADA, TestHome.soon());
                    assertThat(hosts.host(slug)).isNotNull();
                }
            }
            assertThat(ended).containsExactly("a", "c", "b");
        }
    }

    @Test
    @Timeout(120)
    @Proves({"GH-94", "GH-30"})
    void aHostThatOpensSlowlyKeepsNoOtherFromBeingOpened() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            // Names of one hash, which share whatever places by hashes are shared.
            store.make(connection(house, "c0"), HostWorld.ADA, TestHome.soon());
            store.make(connection(house, "an"), HostWorld.ADA, TestHome.soon());
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            world.forge().greeting =
                    () -> {
                        world.forge().greeting = () -> {};
                        asked.countDown();
                        await(released);
                    };
            try (StoredHosts hosts = hosts(world, store)) {
                Thread slow = Thread.ofPlatform().start(() -> hosts.host("c0"));
                await(asked);
                Thread other = Thread.ofPlatform().daemon().start(() -> hosts.host("an"));
                other.join(Duration.ofSeconds(20));
                boolean isHeld = other.isAlive();
                released.countDown();
                slow.join();
                assertThat(isHeld).isFalse();
            }
        }
    }

    @Test
    @Timeout(120)
    @Proves({"GH-94", "GH-33"})
    void aChangeOfAConnectionEndsNoLookThatIsUnderWay() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(work(house), HostWorld.ADA, TestHome.soon());
            PrRef first = Forge.ref("acme/web", 1);
            PrRef second = Forge.ref("acme/other", 2);
            List<String> ended = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch beside = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            world.forge().ending = ended::add;
            world.forge().holding =
                    (method, about) -> {
                        if (method.equals("snapshot") && about.equals(first.key())) {
                            asked.countDown();
                            await(released);
                        } else if (method.equals("snapshot")) {
                            beside.countDown();
                        }
                    };
            world.forge().open(first);
            world.forge().open(second);
            world.watches.add(HostWorld.ADA, "work", first);
            try (StoredHosts hosts = hosts(world, store);
                    Watcher watcher = world.watcher(Holder.self(), hosts)) {
                Thread turn = Thread.ofPlatform().daemon().start(() -> watcher.turn("work"));
                await(asked);
                store.grant(
                        new ConnectionSlug("work"),
                        new GrantedOrigin(
                                "https://files.example",
                                AddressReach.PUBLIC,
                                false,
                                "ada",
                                Instant.EPOCH),
                        HostWorld.ADA,
                        TestHome.soon());
                assertThat(hosts.version("work")).isEqualTo(2);
                world.watches.add(HostWorld.ADA, "work", second);
                await(beside);
                assertThat(ended).isEmpty();

                released.countDown();
                turn.join(Duration.ofSeconds(60));
                assertThat(turn.isAlive()).isFalse();
                assertThat(ended).containsExactly("work");
                assertThat(world.forge().count("snapshot")).isEqualTo(2);
            }
            assertThat(ended).containsExactly("work", "work");
            assertThat(world.kinds())
                    .containsExactly("git.pr_ready_to_merge", "git.pr_ready_to_merge");
        }
    }

    @Test
    @Proves("GH-89")
    void aConnectionThatIsOffNarrowsNoBudgetByWhatNobodySaid() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(work(house), HostWorld.ADA, TestHome.soon());
            store.make(connection(house, "other"), HostWorld.ADA, TestHome.soon());
            world.forge().health = Map.of("identity", "robot", "limit", "5000");
            try (StoredHosts hosts = hosts(world, store)) {
                assertThat(hosts.host("other")).isNotNull();
            }
            try (StoredHosts hosts = hosts(world, store)) {
                assertThat(hosts.budget("work").perHour()).isEqualTo(1_000);
                assertThat(hosts.host("work")).isNotNull();
                assertThat(hosts.budget("work"))
                        .matches(budget -> budget.perHour() == 4_000)
                        .matches(budget -> budget.connections().equals(Set.of("work", "other")));
            }
        }
    }

    @Test
    @Proves("GH-30")
    void aLookHasTheTimeThatIsSetForItsStepThoughThatIsMoreThanUsual() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            HostWorld house = world.house;
            house.options = OptionName.DEADLINES.set(ConnectionOptions.standard(), "read=PT4M");
            ConnectionStore store = new ConnectionStore(house.database, house.audit);
            store.make(work(house), HostWorld.ADA, TestHome.soon());
            PrRef pr = Forge.ref("acme/web", 1);
            world.forge().open(pr);
            world.watches.add(HostWorld.ADA, "work", pr);
            try (StoredHosts hosts = hosts(world, store);
                    Watcher watcher = world.watcher(Holder.self(), hosts)) {
                watcher.turn("work");
            }
            assertThat(world.forge().time)
                    .containsOnlyKeys("snapshot", "branch")
                    .allSatisfy(
                            (method, time) ->
                                    assertThat(time)
                                            .isBetween(
                                                    Duration.ofMinutes(3), Duration.ofMinutes(4)));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Connection work(HostWorld house) {
        return connection(house, "work");
    }

    private static Connection connection(HostWorld house, String slug) {
        return connection(house, slug, "");
    }

    private static Connection connection(HostWorld house, String slug, String budget) {
        return house.connection(
                slug,
                Map.of(
                        "web_url",
                        "https://code.example",
                        "budget_per_hour",
                        budget,
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
