package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.ADA;
import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Decision;
import dev.stile.core.policy.Grant;
import dev.stile.hosting.watch.Watched;
import dev.stile.hosting.watch.Watches;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A repository on a simulated host, one pull request of it, and a home whose daemon may merge it
 * and does so as {@code hosting.yaml} says.
 */
final class WatchedShop implements AutoCloseable {
    final HostingSimulator host;
    final HostedRepository shop;
    final Account maya;
    final Account you;
    final PullRequest pull;
    final PrRef pr;
    final DaemonHome home;
    private final Watches watches;

    WatchedShop(Path folder, String settings, Grant... grants) throws IOException {
        host = HostingSimulator.start(folder.resolve("host"));
        shop = host.repository("acme/shop");
        maya = host.user(shop, "maya", Role.WRITE);
        you = host.user(shop, "you", Role.WRITE);
        shop.commit(maya, "main", "Begin", Map.of("a.txt", "one\n"));
        shop.commit(maya, "fix", "Fix", Map.of("a.txt", "two\n"));
        pull = shop.open(maya, "fix", "main", "Fix");
        pr = new PrRef(new RepoRef(HostId.of(host.webUrl()), "acme/shop"), pull.number());
        home = new DaemonHome(folder);
        watches = HostWatching.watches(home.house());
        home.connect(
                "github",
                "code",
                Map.of("web_url", host.webUrl().toString()),
                Map.of("token", home.secret(host.token(you))));
        Files.writeString(
                Files.createFile(
                        home.house().home().folder().resolve("hosting.yaml"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))),
                settings);
        for (Grant grant : grants) {
            home.flow().policy().grant(soon(), ADA, grant);
        }
    }

    /** Lets the daemon do that. */
    static Grant grant(String action) {
        return new Grant(
                action.replace('_', '-'),
                "daemon",
                "code",
                Optional.of(action),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Decision.Verdict.ALLOW,
                OptionalInt.of(10),
                1,
                Optional.of(Instant.now().plus(Duration.ofDays(1))));
    }

    void watch() throws InterruptedException {
        home.run();
        watches.add(ADA, "code", pr);
    }

    Watched watched() {
        return watches.find("code", pr).orElseThrow();
    }

    /** Looks until that is so. */
    void looksUntil(String what, BooleanSupplier condition) {
        watches.retry(ADA, "code", pr);
        await(what, condition);
    }

    void approve() {
        pull.review(you, Review.State.APPROVED);
    }

    List<StoredEvent> events() {
        return home.house().inbox().after(soon(), 0, 100);
    }

    List<String> kinds() {
        return events().stream().map(each -> each.event().kind()).toList();
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DaemonHome.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s; events %s, failures %s", what, kinds(), home.failures())
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        home.close();
        host.close();
    }
}
