package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;
import static dev.stile.flow.outbox.OutboxWorld.AGENT;
import static dev.stile.flow.outbox.Refused.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.lease.Leases;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

final class DamagedEntryTest {
    private static final String TEXT = "UPDATE outbox SET declarations = '[{' WHERE effect = ?";

    @TempDir Path folder;
    private OutboxWorld world;

    @BeforeEach
    void open() {
        world = new OutboxWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEXT,
                "UPDATE effect SET payload = '[]' WHERE id = ?",
                "UPDATE plan SET header = '{' WHERE id = (SELECT plan FROM effect WHERE id = ?)",
                "DELETE FROM outbox WHERE effect = ?"
            })
    @Proves({"FL-66", "FL-88"})
    void aPersonCallsOffWhatCannotBeReadAndDeliveriesSeeIt(String damage) {
        Entry entry = world.waiting("damaged");
        world.update(damage, entry.id());
        assertThat(world.outbox.find(soon(), entry.id()))
                .map(Proposed::state)
                .contains(EffectState.PROPOSED);
        assertThat(world.journal.page(soon(), List.of(), 5).damaged()).hasSize(1);
        Remains seen = world.damagedEntries.find(soon(), entry.id()).orElseThrow();
        assertThat(seen)
                .isEqualTo(
                        new Remains(entry.id(), "ops-chat", EffectState.PROPOSED, entry.version()));

        world.damagedEntries.cancel(soon(), ADA, entry.id(), seen.version(), "lost");

        assertThat(world.outbox.find(soon(), entry.id()))
                .map(Proposed::state)
                .contains(EffectState.CANCELLED);
        assertThat(world.rows(entry)).endsWith("action.cancel point cancelled");
        refused(
                Code.ENTRY_NOT_MOVABLE,
                () ->
                        world.damagedEntries.cancel(
                                soon(), ADA, entry.id(), seen.version() + 1, "again"));
    }

    @Test
    @Proves("FL-88")
    void whatWasUnknownOrLeftByItsSenderIsResolvedByAPerson() {
        world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
        Entry unknown = world.approved("unknown");
        world.send();
        Entry sending = world.approved("left");
        world.leaveSending(sending);
        world.update(TEXT, unknown.id());
        world.update(TEXT, sending.id());
        long version = world.damagedEntries.find(soon(), sending.id()).orElseThrow().version();
        refused(
                Code.ENTRY_NOT_MOVABLE,
                () ->
                        world.damagedEntries.resolve(
                                soon(), ADA, sending.id(), version, true, "its sender lives"));
        world.database.transaction(
                soon(),
                transaction -> {
                    Leases.revoke(transaction, Attempt.lease(sending.id()));
                    return 0;
                });
        world.damagedEntries.resolve(soon(), ADA, sending.id(), version, true, "seen there");
        world.damagedEntries.resolve(
                soon(),
                ADA,
                unknown.id(),
                world.damagedEntries.find(soon(), unknown.id()).orElseThrow().version(),
                false,
                "not there");

        assertThat(world.outbox.find(soon(), sending.id()).orElseThrow().state())
                .isEqualTo(EffectState.DONE);
        assertThat(world.outbox.find(soon(), unknown.id()).orElseThrow().isFinallyFailed())
                .isTrue();
        assertThat(world.rows(unknown)).endsWith("action.resolve point not_sent");
    }

    @Test
    void aStateThatCannotBeReadCountsAsUnknownAndKeepsTheMark() {
        Entry entry = world.waiting("damaged");
        world.update("UPDATE effect SET state = 'pr?' WHERE id = ?", entry.id());
        assertThat(world.outbox.find(soon(), entry.id()).orElseThrow().state())
                .isEqualTo(EffectState.UNKNOWN);
        world.damagedEntries.cancel(soon(), ADA, entry.id(), entry.version(), "lost");
        assertThat(world.entry(entry.id()).state()).isEqualTo(EffectState.CANCELLED);
        assertThat(world.entry(entry.id()).effect().wasUnknown()).isTrue();
    }

    @Test
    void onlyAPersonEndsItByTheVersionThatWasSeenAndOnlyWhatIsDamaged() {
        Entry entry = world.waiting("whole");
        assertThat(world.damagedEntries.find(soon(), entry.id())).isEmpty();
        refused(
                Code.NO_SUCH_ENTRY,
                () -> world.damagedEntries.cancel(soon(), ADA, entry.id(), 1, "no"));
        world.update(TEXT, entry.id());
        refused(
                Code.APPROVER_NOT_ALLOWED,
                () -> world.damagedEntries.cancel(soon(), AGENT, entry.id(), 1, "no"));
        refused(
                Code.VERSION_MISMATCH,
                () ->
                        world.damagedEntries.cancel(
                                soon(), ADA, entry.id(), entry.version() + 1, "no"));
        assertThat(world.outbox.find(soon(), entry.id()).orElseThrow().state())
                .isEqualTo(EffectState.PROPOSED);
    }

    @Test
    @Proves("FL-48")
    void aConnectionThatIsDeletedTakesItAlongAndADroppedDeliveryToo() {
        Entry first = world.waiting("damaged");
        Entry second = world.waiting("damaged as well");
        Entry whole = world.waiting("whole");
        world.update(TEXT, first.id());
        world.update(TEXT, second.id());
        world.database.transaction(
                soon(),
                transaction -> {
                    world.outbox.callOff(transaction, ADA, first.id(), "dropped");
                    return 0;
                });
        int called =
                world.database.transaction(
                        soon(),
                        transaction ->
                                world.resolutions.cancelAll(transaction, ADA, "ops-chat", 10));
        assertThat(called).isEqualTo(2);
        for (Entry entry : List.of(first, second, whole)) {
            assertThat(world.outbox.find(soon(), entry.id()).orElseThrow().state())
                    .isEqualTo(EffectState.CANCELLED);
        }
    }
}
