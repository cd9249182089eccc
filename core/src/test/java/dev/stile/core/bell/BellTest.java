package dev.stile.core.bell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;

final class BellTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Bell bell = new Bell();

    @Test
    void aRingWakesWhoeverWaits() throws Exception {
        FutureTask<Boolean> waiting = new FutureTask<>(() -> bell.await(PATIENCE));
        Thread waiter = Thread.ofPlatform().start(waiting);
        bell.ring();
        assertThat(waiting.get()).isTrue();
        waiter.join();
    }

    @Test
    void ringsThatNobodyWaitedForAreOne() {
        bell.ring();
        bell.ring();
        assertThat(bell.await(PATIENCE)).isTrue();
        assertThat(bell.await(Duration.ZERO)).isFalse();
    }

    @Test
    void aTransactionRingsOnceItIsKeptAndOnlyThen(@TempDir Path folder) {
        try (Database database = TestHome.open(TestHome.in(folder))) {
            boolean within =
                    database.transaction(
                            TestHome.soon(),
                            transaction -> {
                                bell.ringWhenKept(transaction);
                                return bell.await(Duration.ZERO);
                            });
            assertThat(within).isFalse();
            assertThat(bell.await(Duration.ZERO)).isTrue();

            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            TestHome.soon(),
                                            transaction -> {
                                                bell.ringWhenKept(transaction);
                                                throw new IllegalStateException("not kept");
                                            }))
                    .hasMessage("not kept");
            assertThat(bell.await(Duration.ZERO)).isFalse();
        }
    }
}
