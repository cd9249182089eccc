package dev.stile.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

final class StillUnderWayTest {
    private static final Instant GIVEN_UP = Instant.parse("2026-05-04T06:00:00Z");
    private static final Instant OVER = Instant.parse("2026-05-04T06:02:00Z");

    @Test
    void aRequestIsOverAsSoonAsItsTimeIsAndNotBefore() {
        assertThat(StillUnderWay.USUAL.over(GIVEN_UP)).isEqualTo(OVER);
        assertThat(StillUnderWay.USUAL.isOver(GIVEN_UP, OVER.minusMillis(1))).isFalse();
        assertThat(StillUnderWay.USUAL.isOver(GIVEN_UP, OVER)).isTrue();
        assertThat(StillUnderWay.USUAL.quiet(OVER)).isEqualTo(GIVEN_UP);
    }

    @Test
    void aConnectionWaitsTheUsualTimeUnlessItIsToldOtherwise() {
        assertThat(ConnectionOptions.standard().settleAfter())
                .isEqualTo(StillUnderWay.USUAL.longest());
    }
}
