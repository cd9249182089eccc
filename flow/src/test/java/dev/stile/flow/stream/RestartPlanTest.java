package dev.stile.flow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

@Proves("FL-37")
final class RestartPlanTest {
    /** Draws the top of every range. */
    private static final RandomGenerator HIGHEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    return -1L;
                }

                @Override
                public double nextDouble() {
                    return 1;
                }
            };

    private static final Duration LONG_RUN = Duration.ofSeconds(45);

    @Test
    void theWaitDoublesFromASecondToFiveMinutes() {
        RestartPlan plan = RestartPlan.fresh();
        List<Long> seconds = new ArrayList<>();
        for (int run = 0; run < 11; run++) {
            plan = plan.ended(LONG_RUN);
            seconds.add(plan.delay(HIGHEST, Duration.ZERO).toSeconds());
        }

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Test
    void anyPartOfTheWaitIsChance() {
        RestartPlan plan = RestartPlan.fresh();
        for (int run = 0; run < 12; run++) {
            plan = plan.ended(LONG_RUN);
        }
        Random random = new Random(3);
        List<Long> seconds = new ArrayList<>();
        for (int draw = 0; draw < 400; draw++) {
            seconds.add(plan.delay(random, Duration.ZERO).toSeconds());
        }

        assertThat(seconds).allMatch(each -> each <= 300);
        assertThat(seconds).anyMatch(each -> each < 30).anyMatch(each -> each > 270);
    }

    @Test
    void noWaitIsShorterThanWhatTheSourceAskedFor() {
        RestartPlan plan = RestartPlan.fresh().ended(LONG_RUN);

        assertThat(plan.delay(HIGHEST, Duration.ofMinutes(20))).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void fiveShortRunsInARowAreACrashLoopAndAreTriedEveryFiveMinutes() {
        RestartPlan plan = RestartPlan.fresh();
        for (int run = 0; run < 4; run++) {
            plan = plan.ended(Duration.ofSeconds(29));
        }
        assertThat(plan.crashLoop()).isFalse();

        plan = plan.ended(Duration.ofSeconds(29));
        assertThat(plan.crashLoop()).isTrue();
        assertThat(plan.delay(new Random(1), Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.ended(LONG_RUN).crashLoop()).as("until a run is proven").isTrue();
    }

    @Test
    void aLongerRunInBetweenIsNoCrashLoop() {
        RestartPlan plan = RestartPlan.fresh();
        for (int run = 0; run < 20; run++) {
            plan = plan.ended(run % 5 == 4 ? LONG_RUN : Duration.ofSeconds(1));
        }

        assertThat(plan.crashLoop()).isFalse();
    }
}
