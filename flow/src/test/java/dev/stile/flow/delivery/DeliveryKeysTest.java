package dev.stile.flow.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class DeliveryKeysTest {
    @Test
    @Proves("FL-71")
    void theKeyIsTheSameForEverAndFitsEveryConnector() {
        // A key that changes with a release would send everything that is under way a second time.
        assertThat(DeliveryKeys.of("weir-alarm", "weir-north/lvl-7", "", 0).text())
                .isEqualTo("b78fb549c305281066a1e755b0d83e07")
                .matches("[A-Za-z0-9_-]{32}");
    }

    @Test
    @Proves("FL-71")
    void everythingThatTellsTwoEffectsApartMakesAnotherKey() {
        Set<String> keys = new HashSet<>();
        for (List<String> parts :
                List.of(
                        List.of("a", "b/c", "d"),
                        List.of("ab", "/c", "d"),
                        List.of("a", "bc/", "d"),
                        List.of("a", "b/cd", ""),
                        List.of("", "b/c", "ad"),
                        List.of("a", "b/d", "c"))) {
            for (int generation : new int[] {0, 1, 256}) {
                keys.add(
                        DeliveryKeys.of(parts.get(0), parts.get(1), parts.get(2), generation)
                                .text());
            }
        }
        assertThat(keys).hasSize(18);
    }
}
