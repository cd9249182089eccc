package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.label.Integrity;
import dev.stile.core.lease.Holder;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Pull requests watched through virtual time. */
final class WatcherTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private WatchWorld world;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Forge.Pull watch(PrRef pr) {
        Forge.Pull pull = world.forge().open(pr);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
        return pull;
    }

    private Forge.Pull busy(PrRef pr) {
        Forge.Pull pull = watch(pr);
        pull.approved = false;
        return pull;
    }

    private void say(Forge.Pull pull, String id, String text) {
        Instant now = world.clock().instant();
        pull.said.add(new Forge.Said(id, "eve", text, now, now));
        pull.updated = now;
    }

    private void fails(PrRef pr, int times, Supplier<RuntimeException> why) {
        world.forge().faults.put(pr.key(), new ArrayList<>(Collections.nCopies(times, why)));
    }

    @Test
    @Proves({"GH-67", "GH-71", "GH-87"})
    void whatPeopleSayIsOneEventHoweverOftenItIsSeen() {
        Forge.Pull pull = busy(PR);
        say(pull, "1", "Please rename this.");

        world.pass(Duration.ofHours(2));

        assertThat(world.kinds()).containsExactly("git.pr_comments");
        assertThat(world.events().getFirst().event().payload()).contains("Please rename this.");
        assertThat(world.events().getFirst().event().label().integrity())
                .isEqualTo(Integrity.UNTRUSTED);
        assertThat(world.events().getFirst().event().label().confidentiality().isPublic())
                .isFalse();
        say(pull, "2", "And that.");
        world.pass(Duration.ofHours(1));
        assertThat(world.kinds()).containsExactly("git.pr_comments", "git.pr_comments");
        assertThat(world.events().getLast().event().payload())
                .contains("And that.")
                .doesNotContain("Please rename");
    }

    @Test
    @Proves({"GH-67", "GH-87"})
    void lostRowsAreBuiltAnewAndTheSameFactsAreTheSameEvents() {
        Forge.Pull pull = watch(PR);
        pull.mergeState = MergeState.CONFLICTING;
        world.pass(Duration.ofMinutes(10));
        assertThat(world.kinds()).containsExactly("git.pr_merge_conflict");

        world.watches.remove(HostWorld.ADA, WatchWorld.WORK, PR);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, PR);
        world.pass(Duration.ofMinutes(10));

        assertThat(world.kinds()).containsExactly("git.pr_merge_conflict");
    }

    @Test
    @Proves("GH-94")
    void mergedEndsTheWatchAfterItsEventIsDurable() {
        Forge.Pull pull = watch(PR);
        world.pass(Duration.ofMinutes(5));
        pull.state = PRStatus.State.CLOSED;
        pull.updated = world.clock().instant();
        world.pass(Duration.ofMinutes(10));

        assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge", "git.pr_closed");
        assertThat(world.watched(PR).ended()).isPresent();
        long asked = world.forge().requests.size();
        world.pass(Duration.ofDays(1));
        assertThat(world.forge().requests).hasSize((int) asked);
    }

    @Test
    @Proves("GH-88")
    void anUnchangedProbeCostsNoSnapshotButEachTenthLookIsWhole() {
        busy(PR);
        world.pass(Duration.ofHours(1));
        long probes = world.forge().count("probe");
        long snapshots = world.forge().count("snapshot");
        assertThat(probes).isGreaterThan(30);
        assertThat(snapshots).isBetween(2L, probes / 5);
        world.forge().requests.clear();
        world.pass(Duration.ofDays(3));
        assertThat(world.forge().count("probe")).isBetween(200L, 400L);
        assertThat(world.forge().count("snapshot")).isBetween(15L, 45L);
    }

    @Test
    @Proves("GH-88")
    void whileMergeabilityIsComputedItLooksEachFewSecondsForAMinute() {
        Forge.Pull pull = busy(PR);
        pull.mergeState = MergeState.UNKNOWN;
        world.pass(Duration.ofMinutes(1));
        assertThat(world.forge().count("snapshot")).isBetween(9L, 17L);
    }

    @Test
    @Proves("GH-92")
    void notFoundIsNeverClosedAndPausesTheWatchUntilItIsFoundAgain() {
        Forge.Pull pull = watch(PR);
        world.pass(Duration.ofMinutes(5));
        pull.visible = false;
        world.pass(Duration.ofHours(1));
        assertThat(world.watched(PR).isPaused()).isTrue();
        assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge");
        long asked = world.forge().count("snapshot");
        world.pass(Duration.ofHours(10));
        assertThat(world.forge().count("snapshot") - asked).isBetween(7L, 14L);

        pull.visible = true;
        world.pass(Duration.ofHours(2));
        assertThat(world.watched(PR).isPaused()).isFalse();
        assertThat(world.house.rows())
                .filteredOn(row -> row.endsWith("not_found") && row.contains(PR + " not_found"))
                .filteredOn(row -> row.startsWith("host.read point"))
                .hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    @Proves("GH-91")
    void aRepositoryThatFailsIsAskedLessAndLessAndKeepsNoOtherFromBeingWatched() {
        PrRef other = Forge.ref("acme/other", 1);
        watch(PR);
        Forge.Pull good = busy(other);
        fails(PR, 1_000, () -> new Unavailable("down"));
        world.pass(Duration.ofHours(6));
        long asked =
                world.forge().requests.stream().filter(("snapshot " + PR.key())::equals).count();
        assertThat(asked).isBetween(15L, 45L);

        say(good, "1", "Hello?");
        world.pass(Duration.ofMinutes(15));
        assertThat(world.kinds()).containsExactly("git.pr_comments");
        world.forge().faults.clear();
        world.pass(Duration.ofMinutes(20));
        assertThat(world.kinds()).containsExactly("git.pr_comments", "git.pr_ready_to_merge");
    }

    @Test
    @Proves("GH-91")
    void refusedCredentialsStopTheConnectionUntilItChanges() {
        watch(PR);
        fails(PR, 1, () -> new Auth("the token is not valid"));
        world.pass(Duration.ofDays(1));
        assertThat(world.kinds()).containsExactly("connection.expired");
        assertThat(world.forge().requests).hasSize(1);

        world.version = 2;
        world.pass(Duration.ofMinutes(5));
        assertThat(world.kinds()).containsExactly("connection.expired", "git.pr_ready_to_merge");
    }

    @Test
    @Proves("GH-90")
    void aLimitParksTheHostUntilTheTimeItNames() {
        watch(PR);
        Instant reset = world.clock().instant().plus(Duration.ofMinutes(17));
        fails(PR, 1, () -> new RateLimited(reset, Duration.ofMinutes(17), false));
        world.pass(Duration.ofMinutes(16));
        assertThat(world.forge().requests).hasSize(1);
        assertThat(world.kinds()).isEmpty();
        world.pass(Duration.ofMinutes(3));
        assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge");
    }

    @Test
    @Proves("GH-94")
    void whoeverLostTheLeaseChangesNothing() {
        Forge.Pull pull = busy(PR);
        world.watcher.turn();
        String before = row();
        world.clock().pass(Duration.ofMinutes(2));
        say(pull, "1", "Hello?");
        world.forge().arriving = this::steal;

        world.watcher.turn();

        assertThat(row()).isEqualTo(before);
        assertThat(world.kinds()).isEmpty();
    }

    @Test
    @Proves({"GH-89", "GH-90"})
    void whatAHostSaysOfTheAccountHoldsThoughTheConnectionWasLost() {
        watch(PR);
        Instant reset = world.clock().instant().plus(Duration.ofMinutes(17));
        fails(PR, 1, () -> new RateLimited(reset, Duration.ofMinutes(17), false));
        world.forge().arriving = this::steal;

        world.watcher.turn();

        Optional<Instant> parked =
                world.house.database.read(
                        TestHome.soon(),
                        transaction ->
                                transaction.first(
                                        "SELECT parked FROM host_meter",
                                        row -> Instant.ofEpochMilli(row.number(1))));
        assertThat(parked).contains(reset);
        assertThat(left()).isEqualTo(Meter.USUAL_BUDGET * 0.9 / 20 - 1);
    }

    private double left() {
        return world.house.database.read(
                TestHome.soon(),
                transaction ->
                        transaction
                                .first(
                                        "SELECT thousandths FROM host_meter",
                                        row -> row.number(1) / 1_000.0)
                                .orElseThrow());
    }

    private void steal() {
        world.house.database.transaction(
                TestHome.soon(),
                transaction ->
                        transaction.update(
                                "UPDATE lease SET token = token + 1 WHERE name LIKE 'pulls:%'"));
    }

    @Test
    @Proves("GH-94")
    void oneProcessAtATimeWatchesAConnection() {
        busy(PR);
        world.watcher.turn();
        try (Watcher second = world.watcher(Holder.self())) {
            long asked = world.forge().requests.size();
            world.clock().pass(Duration.ofMinutes(1));
            second.turn();
            assertThat(world.forge().requests).hasSize((int) asked);
            world.watcher.close();
            second.turn();
            assertThat(world.forge().requests.size()).isGreaterThan((int) asked);
        }
    }

    private String row() {
        return world.house.database.read(
                TestHome.soon(),
                transaction ->
                        transaction
                                .first(
                                        "SELECT state || facts || next || whole FROM host_watch",
                                        row -> row.text(1))
                                .orElseThrow());
    }

    @Test
    @Proves({"GH-83", "GH-68"})
    void aReadyPullRequestIsMergedOnceByAPlanThatStandsInTheJournalBefore() {
        world.auto = true;
        List<String> journal = new ArrayList<>();
        world.forge().beforeMerge = () -> journal.addAll(world.house.effects());
        watch(PR);

        world.pass(Duration.ofHours(1));

        assertThat(world.forge().merges()).hasSize(1);
        assertThat(journal).containsExactly("sending");
        assertThat(world.house.effects()).containsExactly("done");
        assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge", "git.pr_merged");
        assertThat(world.house.rows())
                .contains("host.decide point " + PR + " merge", "host.merge outcome " + PR + " ok");
    }

    @Test
    @Proves({"GH-74", "GH-81"})
    void anApprovedOneThatARuleBlocksIsHandedOverOnceADay() {
        world.auto = true;
        Forge.Pull pull = watch(PR);
        pull.mergeState = MergeState.BLOCKED;
        pull.reasons = Set.of(BlockReason.SIGNATURES);
        world.pass(Duration.ofHours(23));
        assertThat(world.kinds()).containsExactlyInAnyOrder("git.pr_blocked", "git.pr_handoff");
        world.pass(Duration.ofHours(24));
        assertThat(world.kinds())
                .containsExactlyInAnyOrder("git.pr_blocked", "git.pr_handoff", "git.pr_handoff");
        assertThat(world.forge().merges()).isEmpty();
    }

    @Test
    @Proves("GH-89")
    void twoHundredPullRequestsStayInsideTheirBudget() {
        assertThat(spentInAnHour(4_000)).isLessThan(3_000);
    }

    @Test
    @Proves("GH-89")
    void underASmallLimitAllWaitAlikeAndNoneIsDropped() {
        assertThat(spentInAnHour(800)).isLessThan(900);
        Instant oldest =
                world.watches.all(WatchWorld.WORK).stream()
                        .map(Watched::next)
                        .min(Instant::compareTo)
                        .orElseThrow();
        assertThat(oldest).isAfter(world.clock().instant().minus(Duration.ofMinutes(40)));
    }

    /** 40 of 200 change each few minutes. */
    private long spentInAnHour(long budget) {
        world.budget = java.util.OptionalLong.of(budget);
        List<Forge.Pull> pulls = new ArrayList<>();
        for (int number = 1; number <= 200; number++) {
            pulls.add(busy(Forge.ref("acme/r" + number % 20, number)));
        }
        world.pass(Duration.ofMinutes(2));
        world.clock().pass(Duration.ofHours(3));
        world.pass(Duration.ofMinutes(2));
        world.forge().requests.clear();
        for (int minute = 0; minute < 60; minute++) {
            for (int index = minute % 4; index < 40; index += 4) {
                Forge.Pull pull = pulls.get(index);
                pull.checks =
                        pull.checks == ChecksState.PENDING
                                ? ChecksState.PASSING
                                : ChecksState.PENDING;
                pull.updated = world.clock().instant();
            }
            world.pass(Duration.ofMinutes(1));
        }
        return world.forge().requests.size();
    }
}
