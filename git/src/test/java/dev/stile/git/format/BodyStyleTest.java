package dev.stile.git.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class BodyStyleTest {
    @ParameterizedTest
    @Proves("GS-40")
    @CsvSource({
        // the server's own, what the file's text becomes, what is sent
        "'a\nb', 'a\nnew\nb\n', 'a\nnew\nb'",
        "'a\nb\n', 'a\nnew\nb\n', 'a\nnew\nb\n'",
        "'a\r\nb', 'a\nnew\nb\n', 'a\r\nnew\r\nb'",
        "'a\r\nb\r\n', 'a\nnew\nb\n', 'a\r\nnew\r\nb\r\n'",
        "'a', 'b\n', 'b'",
        "'a', 'b\nc\n', 'b\nc'",
        "'a\r\nb\nc\r\nd', 'a\nb\nnew\nc\nd\n', 'a\r\nb\nnew\r\nc\r\nd'",
        "'a\nb\r\nc\nd\n', 'x\nb\nc\nd\n', 'x\nb\r\nc\nd\n'",
        "'a\rb\rc', 'a\nb\nd\n', 'a\rb\rd'"
    })
    void anEditedTextGoesBackInItsOwnStyleAndUntouchedLinesKeepTheirs(
            String own, String edited, String sent) {
        BodyStyle style = BodyStyle.ofStored(BodyStyle.of(own).stored());

        String base = Bodies.unified(own) + (own.endsWith("\n") ? "" : "\n");
        assertThat(style.applied(edited, base)).isEqualTo(sent);
    }

    @Test
    @Proves("GS-40")
    void aTextThatNobodyEditedGoesBackAsItCame() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(40);
        for (int round = 0; round < 10_000; round++) {
            StringBuilder own = new StringBuilder();
            for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
                own.append(new String[] {"a", "b", "\n", "\r\n", "\r", "\n\n"}[random.nextInt(6)]);
            }
            String text = own.toString();
            String file = Bodies.unified(text);
            String inFile = file.isEmpty() || file.endsWith("\n") ? file : file + "\n";

            BodyStyle style = BodyStyle.ofStored(BodyStyle.of(text).stored());

            assertThat(style).isEqualTo(BodyStyle.of(text));
            assertThat(style.applied(inFile, inFile)).isEqualTo(text);
        }
    }

    @Test
    @Proves("GS-40")
    void aNewTextIsSentWithLineFeedsAndWithoutTheFinalOne() {
        assertThat(BodyStyle.NEW.applied("a\r\nb\n", "")).isEqualTo("a\nb");
    }

    @Test
    void aTextThatChangesItsStyleAtEveryLineStaysSmall() {
        BodyStyle style = BodyStyle.of("a\r\nb\nc\n".repeat(100_000));

        assertThat(style.stored().length()).isLessThan(10);
        assertThat(style.applied("x\ny\n", "x\n")).isEqualTo("x\ny\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3x+", "c+", "3c", "99999999999c+", "0l+"})
    void aStoredStyleThatIsNoneIsRefused(String stored) {
        assertThatThrownBy(() -> BodyStyle.ofStored(stored))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
}
