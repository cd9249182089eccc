package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.StileException;
import dev.stile.core.effect.EffectState;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;

/** Each thing that can be done, from each state that an entry can be in. */
final class StateTableTest {
    @TempDir Path folder;

    /** What can be done to an entry. */
    enum Deed {
        APPROVE,
        REJECT,
        EDIT,
        RETRY,
        RESOLVE_SENT,
        RESOLVE_NOT_SENT,
        ACCEPT_DUPLICATE,
        CANCEL,
        DELETE_CONNECTION,
        SEND,
        SWEEP_LATER,
        EXPIRE
    }

    /** A dash: it is refused, or does nothing, and the entry stays what it was. */
    @ParameterizedTest
    @CsvSource({
        "APPROVE,           approved,  -,         -,       -,    -,         -,         -",
        "REJECT,            cancelled, -,         -,       -,    -,         -,         -",
        "EDIT,              proposed,  proposed,  -,       -,    proposed,  -,         -",
        "RETRY,             -,         -,         -,       -,    approved,  -,         -",
        "RESOLVE_SENT,      -,         -,         -,       -,    -,         done,      -",
        "RESOLVE_NOT_SENT,  -,         -,         -,       -,    -,         failed,    -",
        "ACCEPT_DUPLICATE,  -,         -,         -,       -,    -,         unknown,   -",
        "CANCEL,            cancelled, cancelled, -,       -,    cancelled, cancelled, -",
        "DELETE_CONNECTION, cancelled, cancelled, -,       -,    cancelled, -,         -",
        "SEND,              -,         done,      -,       -,    -,         -,         -",
        "SWEEP_LATER,       -,         -,         unknown, -,    -,         -,         -",
        "EXPIRE,            cancelled, cancelled, unknown, -,    cancelled, -,         -",
    })
    @Proves({"FL-88", "FL-90"})
    void fromEachStateADeedLeadsThereOrIsRefused(
            Deed deed,
            String proposed,
            String approved,
            String sending,
            String sent,
            String failed,
            String unknown,
            String cancelled) {
        check(deed, EffectState.PROPOSED, proposed);
        check(deed, EffectState.APPROVED, approved);
        check(deed, EffectState.SENDING, sending);
        check(deed, EffectState.DONE, sent);
        check(deed, EffectState.FAILED, failed);
        check(deed, EffectState.UNKNOWN, unknown);
        check(deed, EffectState.CANCELLED, cancelled);
    }

    private void check(Deed deed, EffectState from, String expected) {
        try (OutboxWorld world = new OutboxWorld(folder.resolve(deed + "-" + from))) {
            Entry before = bring(world, from);
            boolean isRefused = !does(world, deed, before);
            Entry after = world.entry(before.id());
            if (expected.equals("-")) {
                assertThat(after.state()).as("%s from %s", deed, from).isEqualTo(from);
                assertThat(after.version())
                        .as("%s from %s is no change", deed, from)
                        .isEqualTo(before.version());
            } else {
                assertThat(isRefused).as("%s from %s", deed, from).isFalse();
                assertThat(after.state().wire()).as("%s from %s", deed, from).isEqualTo(expected);
                assertThat(world.rows(before).size())
                        .as("%s from %s has its row", deed, from)
                        .isGreaterThan(rowsOf(from));
            }
        }
    }

    /** How many rows an entry has when it was brought to a state. */
    private static int rowsOf(EffectState state) {
        return switch (state) {
            case PROPOSED, APPROVED -> 1;
            case SENDING, CANCELLED -> 2;
            case DONE, FAILED, UNKNOWN -> 3;
            case PLANNED, DROPPED -> throw new IllegalArgumentException("no state of the outbox");
        };
    }

    private static Entry bring(OutboxWorld world, EffectState state) {
        if (state == EffectState.PROPOSED) {
            return world.waiting("hello");
        }
        Entry entry = world.approved("hello");
        switch (state) {
            case SENDING -> world.leaveSending(entry);
            case DONE -> world.send();
            case FAILED -> {
                world.vendor.mood = Vendor.Mood.REFUSES;
                world.send();
            }
            case UNKNOWN -> {
                world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
                world.send();
            }
            case CANCELLED ->
                    world.resolutions.cancel(soon(), ADA, entry.id(), entry.version(), "no");
            case PROPOSED, APPROVED, PLANNED, DROPPED -> {}
        }
        world.vendor.mood = Vendor.Mood.ANSWERS;
        assertThat(world.state(entry)).isEqualTo(state);
        return world.entry(entry.id());
    }

    private static boolean does(OutboxWorld world, Deed deed, Entry entry) {
        long id = entry.id();
        long version = entry.version();
        try {
            switch (deed) {
                case APPROVE -> world.approvals.approve(soon(), ADA, world.seen(entry));
                case REJECT -> world.approvals.reject(soon(), ADA, id, version, "no");
                case EDIT ->
                        world.edits.edit(soon(), ADA, id, version, OutboxWorld.message("other"));
                case RETRY -> world.resolutions.retry(soon(), ADA, id, version);
                case RESOLVE_SENT ->
                        world.resolutions.resolve(soon(), ADA, id, version, true, "seen there");
                case RESOLVE_NOT_SENT ->
                        world.resolutions.resolve(soon(), ADA, id, version, false, "not there");
                case ACCEPT_DUPLICATE ->
                        world.resolutions.acceptDuplicate(soon(), ADA, id, version, "no harm");
                case CANCEL -> world.resolutions.cancel(soon(), ADA, id, version, "no");
                case DELETE_CONNECTION ->
                        world.database.transaction(
                                soon(),
                                transaction ->
                                        world.resolutions.cancelAll(
                                                transaction, ADA, "ops-chat", 10));
                case SEND -> world.send();
                case SWEEP_LATER -> {
                    world.clock.pass(Duration.ofMinutes(5));
                    world.sweep();
                }
                case EXPIRE -> {
                    world.clock.pass(Duration.ofHours(25));
                    world.sweep();
                }
            }
            return true;
        } catch (StileException refused) {
            return false;
        }
    }
}
