package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;
import static dev.stile.flow.outbox.OutboxWorld.BEN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.policy.Policy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** What is stored and may leave wakes whoever sends. */
final class NewsTest {
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

    private boolean isRung() {
        return world.journal.news().await(Duration.ZERO);
    }

    @Test
    void whatThePolicyAllowsIsNewsAtOnceAndOtherwiseOnceAPersonSaidYes() {
        world.approved("allowed");
        assertThat(isRung()).isTrue();
        world.policy = Policy.defaults();
        Entry waiting = world.waiting("asks first");
        assertThat(isRung()).isFalse();
        world.approvals.approve(soon(), ADA, world.seen(waiting));
        assertThat(isRung()).isTrue();
        assertThat(isRung()).as("once").isFalse();
    }

    @Test
    void whatIsToBeSentAgainIsNews() {
        Entry refused = world.approved("refused");
        world.vendor.mood = Vendor.Mood.REFUSES;
        world.send();
        Entry lost = world.approved("lost");
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        world.send();
        assertThat(isRung()).isTrue();
        world.resolutions.retry(soon(), BEN, refused.id(), world.entry(refused.id()).version());
        assertThat(isRung()).isTrue();
        world.resolutions.acceptDuplicate(
                soon(), BEN, lost.id(), world.entry(lost.id()).version(), "twice is fine");
        assertThat(isRung()).isTrue();
    }

    @Test
    void whatWasNotKeptIsNoNews() {
        assertThatThrownBy(
                        () ->
                                world.journal.commit(
                                        soon(),
                                        transaction -> {
                                            world.journal.queue(transaction, 1);
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(isRung()).isFalse();
    }
}
