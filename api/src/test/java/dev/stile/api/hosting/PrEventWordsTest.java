package dev.stile.api.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Locale;

final class PrEventWordsTest {
    @Test
    void eachEventHasItsWordAmongThem() {
        assertThat(PrEvent.WORDS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(PrEvent.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .map(name -> name.replaceAll("(?<=.)([A-Z])", "_$1"))
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toList());
    }
}
