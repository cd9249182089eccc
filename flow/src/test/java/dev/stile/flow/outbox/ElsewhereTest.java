package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;
import static dev.stile.flow.outbox.Refused.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Entries whose connection leads elsewhere, that nobody wants, or that nobody could be told of. */
final class ElsewhereTest {
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

    @Test
    @Proves({"TU-63", "FL-91"})
    void whatWasApprovedForOneAccountIsNotSentToAnother() {
        Entry entry = world.waiting("two words");
        world.approvals.approve(soon(), ADA, world.seen(entry));
        world.account = "ops@south";
        world.send();
        assertThat(world.vendor.posted).isEmpty();
        Entry held = world.entry(entry.id());
        assertThat(held.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(held.reason()).isEqualTo("connection_changed");
        assertThat(world.journal.approvers(soon(), held)).isEmpty();

        world.approvals.approve(soon(), ADA, world.seen(held));
        assertThat(world.send()).isEqualTo(1);
        assertThat(world.vendor.posted).hasSize(1);
    }

    @Test
    @Proves("TU-63")
    void whatThePolicyAllowedForOneAccountIsNotSentToAnother() {
        Entry entry = world.approved("two words");
        world.account = "ops@south";
        world.send();
        assertThat(world.vendor.posted).isEmpty();
        assertThat(world.state(entry)).isEqualTo(EffectState.PROPOSED);
    }

    @Test
    @Proves("TU-63")
    void whoApprovesWhatWasProposedForAnotherAccountHasToLookAgain() {
        Entry entry = world.waiting("two words");
        world.account = "ops@south";
        refused(Code.APPROVAL_STALE, () -> world.approvals.approve(soon(), ADA, world.seen(entry)));
        Entry again = world.entry(entry.id());
        assertThat(again.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(again.version()).isGreaterThan(entry.version());
        assertThat(world.approvals.approve(soon(), ADA, world.seen(again)).state())
                .isEqualTo(EffectState.APPROVED);
    }

    private void callOff(Entry entry) {
        world.database.transaction(
                soon(),
                transaction -> {
                    world.outbox.callOff(transaction, ADA, entry.id(), "the pond is gone");
                    return true;
                });
    }

    @Test
    @Proves("FL-69")
    void whatADroppedDeliveryWaitedForIsCalledOffUnlessItMayHaveHappened() {
        Entry waiting = world.waiting("two words");
        callOff(waiting);
        assertThat(world.state(waiting)).isEqualTo(EffectState.CANCELLED);
        callOff(waiting);
        Entry lost = world.approved("three words");
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        world.send();
        refused(Code.DELIVERY_MAY_HAVE_HAPPENED, () -> callOff(lost));
        assertThat(world.state(lost)).isEqualTo(EffectState.UNKNOWN);
    }

    @Test
    @Proves("FL-57")
    void whatIsToldIsKeptWithWhatMadeItSoOrNeitherIs() {
        world.deaf = true;
        assertThatThrownBy(() -> world.waiting("two words"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(world.journal.list(soon(), List.of(), 9)).isEmpty();

        Entry entry = world.approved("two words");
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        assertThatThrownBy(world::send).isInstanceOf(IllegalStateException.class);
        assertThat(world.state(entry)).isEqualTo(EffectState.SENDING);
        world.deaf = false;
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.told).containsExactly("unknown " + entry.reference());

        world.clock.pass(Duration.ofHours(25));
        world.deaf = true;
        assertThatThrownBy(world::sweep).isInstanceOf(IllegalStateException.class);
        assertThat(world.entry(entry.id()).expired()).isFalse();
    }
}
