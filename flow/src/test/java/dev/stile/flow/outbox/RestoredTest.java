package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.core.effect.EffectState;
import dev.stile.core.store.TestHome;
import dev.stile.flow.backup.Backup;
import dev.stile.flow.backup.Restore;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of a restored home: what may have left since the backup leaves by a person's word only.
 */
final class RestoredTest {
    private static final String TEXT = "Level 2.41 m";

    private final TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
    private final SearchedVendor vendor = new SearchedVendor();
    @TempDir Path folder;
    private OutboxWorld world;

    /** Finds what was posted since a time, as one that lists the newest does. */
    private final class SearchedVendor extends Vendor {
        private final List<Instant> times = new ArrayList<>();
        private boolean searches;

        @Override
        void record(String text) {
            super.record(text);
            times.add(clock.instant());
        }

        @Override
        public synchronized Reconciliation reconcile(
                ActionCall call, Instant attemptedAt, CallContext context) {
            if (!searches) {
                return super.reconcile(call, attemptedAt, context);
            }
            questions++;
            return times.stream().anyMatch(time -> !time.isBefore(attemptedAt))
                    ? new Reconciliation.Found(result("m-1", "ts"))
                    : new Reconciliation.NotSeen();
        }
    }

    @BeforeEach
    void open() {
        world = new OutboxWorld(folder, vendor, clock, log -> log);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"FL-27", "FL-104"})
    void whatLeftBetweenTheBackupAndTheRestoreIsFoundAndNotSentAgain() throws IOException {
        vendor.searches = true;
        Entry entry = world.approved(TEXT);
        backup();
        clock.pass(Duration.ofMinutes(1));
        world.send();
        clock.pass(Duration.ofHours(1));

        restore();
        live(Duration.ofHours(3));

        assertThat(vendor.posted).containsExactly(TEXT);
        assertThat(world.state(entry)).isEqualTo(EffectState.DONE);
    }

    @Test
    @Proves({"FL-27", "FL-104"})
    void whatLeftJustBeforeTheRestoreHasItsTimeToAppear() throws IOException {
        vendor.searches = true;
        Entry entry = world.approved(TEXT);
        backup();
        clock.pass(Duration.ofHours(1));

        restore();
        for (int second = 0; second < 115; second++) {
            world.sweep();
            assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
            clock.pass(Duration.ofSeconds(1));
        }
    }

    @Test
    @Proves({"FL-88", "FL-104"})
    void whatIsNotFoundIsSentWhenAPersonSaysSoAndNotBefore() throws IOException {
        vendor.searches = true;
        Entry entry = world.approved(TEXT);
        backup();
        clock.pass(Duration.ofHours(1));
        restore();

        live(Duration.ofHours(3));

        Entry failed = world.entry(entry.id());
        assertThat(failed.isFinallyFailed()).as(failed.state().wire()).isTrue();
        assertThat(vendor.posted).isEmpty();
        world.resolutions.retry(soon(), ADA, failed.id(), failed.version());
        assertThat(world.send()).isEqualTo(1);
        assertThat(vendor.posted).containsExactly(TEXT);
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY", "NATURAL"})
    @Proves({"FL-89", "FL-104"})
    void whatWasApprovedIsNotSentBySettlingItThoughARepeatIsHarmless(Idempotency idempotency)
            throws IOException {
        vendor.idempotency = idempotency;
        Entry entry = world.approved(TEXT);
        backup();
        Entry approved = world.entry(entry.id());
        world.resolutions.cancel(soon(), ADA, approved.id(), approved.version(), "no longer");
        clock.pass(Duration.ofMinutes(10));

        restore();
        live(Duration.ofHours(3));

        assertThat(vendor.calls).isZero();
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY", "NATURAL"})
    @Proves({"FL-89", "FL-104"})
    void whatFailedForGoodIsNotTriedAgain(Idempotency idempotency) throws IOException {
        vendor.idempotency = idempotency;
        Entry entry = world.approved(TEXT);
        vendor.mood = Vendor.Mood.REFUSES;
        world.send();
        vendor.mood = Vendor.Mood.ANSWERS;
        assertThat(world.entry(entry.id()).isFinallyFailed()).isTrue();
        backup();

        restore();
        live(Duration.ofHours(3));

        assertThat(vendor.posted).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY", "NATURAL"})
    @Proves({"FL-89", "FL-104"})
    void whatWasUnknownIsNotSentOnceMore(Idempotency idempotency) throws IOException {
        vendor.idempotency = idempotency;
        lost();
        backup();

        restore();
        live(Duration.ofHours(3));

        assertThat(vendor.calls).isEqualTo(1);
    }

    @Test
    @Proves({"FL-88", "FL-104"})
    void aDuplicateThatWasAcceptedBeforeTheBackupIsNotSentAfterTheRestore() throws IOException {
        Entry unknown = lost();
        accept(unknown);
        backup();
        world.send();
        assertThat(vendor.posted).hasSize(2);

        restore();
        live(Duration.ofHours(3));

        assertThat(vendor.posted).hasSize(2);
        accept(world.entry(unknown.id()));
        assertThat(world.send()).as("accepted after the restore").isEqualTo(1);
    }

    private Entry lost() {
        Entry entry = world.approved(TEXT);
        vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        world.send();
        vendor.mood = Vendor.Mood.ANSWERS;
        return world.entry(entry.id());
    }

    private void accept(Entry unknown) {
        world.resolutions.acceptDuplicate(
                soon(), ADA, unknown.id(), unknown.version(), "twice does no harm");
    }

    private void backup() throws IOException {
        new Backup(TestHome.in(folder), "1").make(kept(), clock.instant(), soon());
    }

    private void restore() {
        world.close();
        new Restore(TestHome.in(folder), "1", clock).restore(kept(), false, ADA, soon());
        world = new OutboxWorld(folder, vendor, clock, log -> log);
        world.allow();
    }

    private Path kept() {
        return folder.resolve("kept.db");
    }

    /** As a daemon does. */
    private void live(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            world.sweep();
            world.send();
            clock.pass(Duration.ofMinutes(1));
        }
    }
}
