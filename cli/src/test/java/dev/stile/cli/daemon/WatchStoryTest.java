package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.ADA;
import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Grant;
import dev.stile.hosting.watch.Watches;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A daemon that watches pull requests of a code host on the other side of a real wire. */
final class WatchStoryTest {

    private static final String HOOK_SECRET = "a-secret-of-hooks";

    @TempDir Path folder;

    private HostingSimulator host;
    private HostedRepository shop;
    private Account maya;
    private ServerSocket silent;
    private URI dark = URI.create("http://127.0.0.1:1");
    private DaemonHome home;
    private House house;
    private FlowHouse flow;
    private Watches watches;

    @BeforeEach
    void start() throws IOException {
        host = HostingSimulator.start(folder.resolve("host"));
        shop = host.repository("acme/shop");
        maya = host.user(shop, "maya", Role.WRITE);
        shop.commit(maya, "main", "Begin", Map.of("a.txt", "one\n"));
        home = new DaemonHome(folder);
        house = home.house();
        flow = home.flow();
        watches = HostWatching.watches(house);
        String token = home.secret(host.token(host.user(shop, "you", Role.ADMIN)));
        connect("code", host.webUrl().toString(), token);
        // Connections are taken there, and never answered.
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        dark = URI.create("http://127.0.0.1:" + silent.getLocalPort());
        connect("dark", dark.toString(), token);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        silent.close();
        home.close();
        host.close();
    }

    private void connect(String name, String web, String token) {
        home.connect("github", name, Map.of("web_url", web), Map.of("token", token));
    }

    private PullRequest open(String branch) {
        String base = shop.branch("main").orElseThrow();
        shop.push(
                maya,
                branch,
                shop.commitOn(maya, List.of(base), "Fix", Map.of("a.txt", branch + "\n")));
        return shop.open(maya, branch, "main", "Fix");
    }

    private PrRef ref(URI web, int number) {
        return new PrRef(new RepoRef(HostId.of(web), "acme/shop"), number);
    }

    private List<String> kinds(String connection) {
        return house.inbox().after(soon(), 0, 100).stream()
                .filter(event -> event.connection().equals(connection))
                .map(StoredEvent::event)
                .map(event -> event.kind())
                .toList();
    }

    private String payload(String kind) {
        return house.inbox().after(soon(), 0, 100).stream()
                .map(StoredEvent::event)
                .filter(event -> event.kind().equals(kind))
                .map(event -> event.payload())
                .collect(Collectors.joining("\n"));
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DaemonHome.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s; events %s, home.failures() %s", what, kinds("code"), home.failures())
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    @Proves({"GH-67", "GH-94"})
    void whatHappensToAWatchedPullRequestComesInAsEventsUntilItIsMerged() throws Exception {
        PullRequest pull = open("fix");
        PrRef pr = ref(host.webUrl(), pull.number());
        PrRef unseen = ref(dark, 1);
        watches.add(ADA, "dark", unseen);
        home.run();

        watches.add(ADA, "code", pr);
        await("the first look", () -> !watches.find("code", pr).orElseThrow().facts().isEmpty());
        pull.talk()
                .review(
                        host.host().person("you"),
                        Review.State.CHANGES_REQUESTED,
                        "Once is enough.",
                        pull.headSha());
        watches.retry(ADA, "code", pr);
        await("what was said", () -> kinds("code").contains("git.pr_comments"));
        pull.forceMerge(maya, MergeMethod.SQUASH);
        watches.retry(ADA, "code", pr);
        await("the merge", () -> kinds("code").contains("git.pr_merged"));
        await("the end", () -> watches.find("code", pr).orElseThrow().ended().isPresent());

        assertThat(kinds("code")).doesNotHaveDuplicates();
        assertThat(kinds("dark")).isEmpty();
        assertThat(watches.find("dark", unseen).orElseThrow().ended()).isEmpty();
        assertThat(home.failures()).isEmpty();
    }

    @Test
    @Proves({"GH-70", "GH-81", "GH-83", "GH-85"})
    void whatIsReadyIsMergedWhereTheSettingsAndAGrantSaySo() throws Exception {
        shop.protect(
                "main",
                BranchRules.none().reviews(1).check("tests").on(BranchRules.Flag.ADMINS_TOO));
        shop.visibility(HostedRepository.Visibility.PRIVATE);
        PullRequest pull = open("fix");
        PrRef pr = ref(host.webUrl(), pull.number());
        PullRequest unready = open("unready");
        PrRef waiting = ref(host.webUrl(), unready.number());
        Path settings =
                Files.createFile(
                        house.home().folder().resolve("hosting.yaml"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                settings,
                "repositories:\n  "
                        + pr.repo().host()
                        + "/acme/shop:\n    merge: { auto: true, require_tested_base: true }\n");
        flow.policy().grant(soon(), ADA, merges());
        flow.policy().grant(soon(), ADA, WatchedShop.grant("get_remote_url"));
        home.run();
        watches.add(ADA, "code", pr);
        watches.add(ADA, "code", waiting);
        await("the first look", () -> !watches.find("code", pr).orElseThrow().facts().isEmpty());

        pull.review(host.host().person("you"), Review.State.APPROVED);
        shop.checkRun(pull.headSha(), "tests", host.host().app("continuous"), "success");
        watches.retry(ADA, "code", pr);
        await("the merge", () -> pull.state() == PullRequest.State.MERGED);
        await("its event", () -> kinds("code").contains("git.pr_merged"));

        assertThat(payload("git.pr_merged")).contains("\"verdict\":\"merged_as_reviewed\"");
        assertThat(pull.mergedBy().orElseThrow().login()).isEqualTo("you");
        assertThat(unready.state()).isEqualTo(PullRequest.State.OPEN);
        assertThat(host.log().requests(On.request("PUT", "**/merge"))).hasSize(1);
        assertThat(home.failures()).isEmpty();
    }

    @Test
    @Proves({"GH-93", "FL-85"})
    void aSignedWebhookBringsALookThatIsNotYetDue() throws Exception {
        PullRequest pull = open("fix");
        PrRef pr = ref(host.webUrl(), pull.number());
        PrRef other = ref(host.webUrl(), open("other").number());
        home.run();
        watches.add(ADA, "code", pr);
        watches.add(ADA, "code", other);
        String address =
                flow.webhooks("")
                        .add(
                                "code",
                                Optional.of("github"),
                                Optional.of(home.secret("hook", HOOK_SECRET)),
                                ADA,
                                soon())
                        .text();
        await("the receiver", () -> home.receives().isPresent());
        await("the first look", () -> !watches.find("code", pr).orElseThrow().facts().isEmpty());
        await("the other", () -> !watches.find("code", other).orElseThrow().facts().isEmpty());
        postpone(Duration.ofHours(6));
        pull.talk()
                .review(
                        host.host().person("you"),
                        Review.State.CHANGES_REQUESTED,
                        "Once is enough.",
                        pull.headSha());

        String body =
                "{\"pull_request\":{\"html_url\":\""
                        + host.webUrl()
                        + "/acme/shop/pull/"
                        + pull.number()
                        + "\",\"state\":\"closed\",\"merged\":true}}";
        assertThat(home.deliver(address, "forged", body, "another secret")).contains("401");
        await(
                "it is taken",
                () -> home.deliver(address, "d-1", body, HOOK_SECRET).contains("hinted"));
        await("what was said", () -> kinds("code").contains("git.pr_comments"));

        assertThat(watches.find("code", pr).orElseThrow().ended()).isEmpty();
        assertThat(kinds("code")).doesNotContain("webhook", "git.pr_merged", "git.pr_closed");
        assertThat(watches.find("code", other).orElseThrow().next())
                .isAfter(Instant.now().plus(Duration.ofHours(5)));
        assertThat(home.failures()).isEmpty();
    }

    /** Nothing is due for so long, and what a look that is under way would store is not. */
    private void postpone(Duration time) {
        house.database()
                .transaction(
                        soon(),
                        transaction -> {
                            Leases.revoke(transaction, "pulls:code");
                            return transaction.update(
                                    "UPDATE host_watch SET next = ?",
                                    Instant.now().plus(time).toEpochMilli());
                        });
    }

    private static Grant merges() {
        return WatchedShop.grant("merge_pr");
    }

    @Test
    @Proves("GH-108")
    void aHeadThatLacksThePresentBaseIsGivenBackWhereTheBaseMustBeTested() throws Exception {
        PullRequest pull = open("fix");
        shop.commit(maya, "main", "Go on", Map.of("b.txt", "two\n"));
        PrRef pr = ref(host.webUrl(), pull.number());
        Files.writeString(
                Files.createFile(
                        house.home().folder().resolve("hosting.yaml"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))),
                "merge: { auto: true, require_tested_base: true }\n"
                        + "checks: { none: ready, grace: 0s }\n");
        flow.policy().grant(soon(), ADA, merges());
        pull.review(host.host().person("you"), Review.State.APPROVED);
        home.run();
        watches.add(ADA, "code", pr);

        await("the rework", () -> kinds("code").contains("git.pr_blocked"));
        assertThat(payload("git.pr_blocked")).contains("behind_base");
        assertThat(pull.state()).isEqualTo(PullRequest.State.OPEN);
    }

    @Test
    @Proves("GH-85")
    void whatIsNotInItsBaseStopsTheRepository() throws Exception {
        PullRequest pull = open("fix");
        PrRef pr = ref(host.webUrl(), pull.number());
        String before = shop.branch("main").orElseThrow();
        pull.forceMerge(maya, MergeMethod.SQUASH);
        // Somebody takes it out again, and it is still somewhere.
        shop.push(maya, "kept", shop.branch("main").orElseThrow());
        shop.push(
                maya,
                "main",
                shop.commitOn(maya, List.of(before), "Other", Map.of("a.txt", "other\n")));
        home.run();
        watches.add(ADA, "code", pr);

        await("the merge", () -> kinds("code").contains("git.pr_merged"));
        assertThat(payload("git.pr_merged"))
                .contains("\"verdict\":\"mismatch\"", "\"verdict_why\":\"not_in_base\"");
        assertThat(watches.known("code", pr).alarmed()).isTrue();
    }

    @Test
    @Proves({"GH-40", "GH-81"})
    void aConnectionThatIsSwitchedOffMergesNothingUntilItIsOnAgain() throws Exception {
        PullRequest pull = open("fix");
        PrRef pr = ref(host.webUrl(), pull.number());
        Files.writeString(
                Files.createFile(
                        house.home().folder().resolve("hosting.yaml"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))),
                "merge: { auto: true }\nchecks: { none: ready, grace: 0s }\n");
        flow.policy().grant(soon(), ADA, merges());
        home.run();
        watches.add(ADA, "code", pr);
        await("the first look", () -> !watches.find("code", pr).orElseThrow().facts().isEmpty());
        flow.lives().disable(new ConnectionSlug("code"), ADA, soon());
        pull.review(host.host().person("you"), Review.State.APPROVED);
        silent.close();

        watches.retry(ADA, "code", pr);
        Instant added = Instant.now();
        watches.add(ADA, "dark", ref(dark, 1));
        await(
                "a look at the other",
                () -> watches.all("dark").getFirst().next().isAfter(added.plusSeconds(10)));

        assertThat(watches.find("code", pr).orElseThrow().next()).isBeforeOrEqualTo(added);
        assertThat(pull.state()).isEqualTo(PullRequest.State.OPEN);
        flow.lives().enable(new ConnectionSlug("code"), ADA, soon());
        watches.retry(ADA, "code", pr);
        await("the merge", () -> pull.state() == PullRequest.State.MERGED);
    }

    @Test
    @Proves("FL-48")
    void aConnectionThatIsDeletedTakesItsWatchesWithItAndTheDaemonGoesOn() throws Exception {
        PullRequest pull = open("fix");
        PrRef pr = ref(host.webUrl(), pull.number());
        watches.add(ADA, "code", pr);
        home.run();
        await("the first look", () -> !watches.find("code", pr).orElseThrow().facts().isEmpty());

        flow.deletion().delete(new ConnectionSlug("code"), true, ADA, soon());

        assertThat(watches.all("code")).isEmpty();
        silent.close();
        Instant added = Instant.now();
        watches.add(ADA, "dark", ref(dark, 1));
        await(
                "a look at the other",
                () -> watches.all("dark").getFirst().next().isAfter(added.plusSeconds(10)));
        assertThat(watches.all("code")).isEmpty();
    }
}
