package dev.stile.flow.process.child;

import static dev.stile.flow.stream.StreamWorld.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

final class SharedLookTest {
    @Test
    void allWhoAskDuringALookShareTheNextAndNobodyGetsTheOneThatBeganBefore() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        SharedLook<Integer> look =
                new SharedLook<>(
                        () -> {
                            int number = looks.incrementAndGet();
                            looking.countDown();
                            await(seen);
                            return number;
                        },
                        0);
        List<Integer> answers = new CopyOnWriteArrayList<>();
        Thread first = Thread.ofPlatform().start(() -> answers.add(look.now()));
        looking.await();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(Thread.ofPlatform().start(() -> answers.add(look.now())));
        }
        eventually(() -> others.stream().allMatch(each -> each.getState() == Thread.State.WAITING));

        seen.countDown();
        first.join();
        for (Thread each : others) {
            each.join();
        }

        assertThat(answers).containsExactlyInAnyOrder(1, 2, 2, 2, 2, 2);
        assertThat(look.now()).isEqualTo(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
