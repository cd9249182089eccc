package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.Category;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Subject;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.access.WriteAccess;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the watcher asks of a host that is beside the thirteen, under the policy of reading. */
@Proves({"GH-16", "GH-38"})
final class ReadingAllowedTest {
    private static final PrRef PR = Forge.ref("acme/web", 1);
    private static final PrRef SECRET = Forge.ref("acme/secret", 2);

    @TempDir Path folder;
    private WatchWorld world;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        world.forge().open(PR);
        world.forge().open(SECRET);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void watch(PrRef pr) {
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
    }

    /** Nobody reads what is in that repository, or anywhere. */
    private void refuseReading(Optional<String> repository) {
        world.house.policy =
                world.house.policy.with(
                        new Grant(
                                "no-reads",
                                "*",
                                WatchWorld.WORK,
                                Optional.empty(),
                                Optional.of(Category.EXTERNAL_CODE_READ),
                                repository,
                                Optional.empty(),
                                Optional.empty(),
                                Verdict.REFUSE,
                                OptionalInt.empty(),
                                1,
                                Optional.empty()));
    }

    @Test
    void aProbeLeavesItsRow() {
        watch(PR);
        watch(SECRET);

        world.pass(Duration.ofMinutes(2));

        assertThat(world.forge().count("probe")).isPositive();
        assertThat(world.house.rows()).contains("host.read point code.example ok");
    }

    @Test
    void nothingIsProbedThatMayNotBeRead() {
        refuseReading(Optional.empty());
        watch(PR);

        world.pass(Duration.ofMinutes(5));

        assertThat(world.forge().requests).isEmpty();
        assertThat(world.house.rows())
                .contains("policy.decide point code.example/acme/web policy_refused");
    }

    @Test
    void oneRepositoryThatMayNotBeReadIsLeftOutOfTheProbeOfTheOthers() {
        refuseReading(Optional.of("acme/secret"));
        GitHost host = world.house.host(new Subject.Daemon());

        assertThat(host.beside().probe(List.of(SECRET, PR), HostWorld.call())).containsOnlyKeys(PR);

        assertThat(world.forge().requests).containsExactly("probe " + PR.key());
        assertThat(world.house.rows()).contains("host.read point code.example/acme/web ok");
    }

    @Test
    void whoMayWriteIsNotAskedWhereNothingMayBeRead() {
        GitHost host = world.house.host(new Subject.Daemon());
        world.forge().access.put("ada", Tri.YES);
        PrFacts facts = host.detectPrEvents(PR, HostWorld.call()).facts();
        WriteAccess access = new WriteAccess(world.clock());

        refuseReading(Optional.empty());
        access.in(WatchWorld.WORK, host, facts, List.of(facts.status().author()), HostWorld.call());
        assertThat(world.forge().count("permission")).isZero();

        world.house.policy = world.house.policy.without("no-reads");
        new WriteAccess(world.clock())
                .in(
                        WatchWorld.WORK,
                        host,
                        facts,
                        List.of(facts.status().author()),
                        HostWorld.call());
        assertThat(world.forge().count("permission")).isOne();
        assertThat(world.house.rows()).last().isEqualTo("host.read point code.example/acme/web ok");
    }
}
