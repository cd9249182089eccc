package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Spoken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks for leaks sees one that somebody planted. */
final class SpokenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u001b[2J",
                "a\u0000",
                "a\rb",
                "a\u007f",
                "a\u009b5m",
                "a\u202eb",
                "a\u2066b",
                "a\u200bb",
                "a\u2028b",
                "\ufeffa",
                "a\ufe0f",
                "a\udb40\udc41",
                "a\ud800",
                "error: FORGED [STL-9999]",
                "x\nRemote: x\nFix: FORGED",
                "Recovery:\n  git push\n  FORGED --now",
                "Explain: stile explain FORGED",
            })
    void aPlantedLeakIsSeen(String leak) {
        Ended ended = new Ended("planted", 0, "", leak);

        assertThatThrownBy(() -> Spoken.wholly(ended)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Spoken.safely(ended)).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsUncutIsSeenWhereItMustBeCut() {
        Ended ended = new Ended("planted", 0, "x ".repeat(9) + "L".repeat(301), "");

        assertThatThrownBy(() -> Spoken.safely(ended)).isInstanceOf(AssertionError.class);
        assertThatCode(() -> Spoken.wholly(ended)).doesNotThrowAnyException();
    }

    @Test
    void aCommandFromOutsideIsSeenInADocument() {
        String fix = "{\"ok\":false,\"error\":{\"fix\":\"Wait.\",\"next\":[\"%s\"]}}";

        assertThatThrownBy(() -> Spoken.asDocument(new Ended("x", 1, fix.formatted("FORGED"), "")))
                .isInstanceOf(AssertionError.class);
        assertThatCode(() -> Spoken.asDocument(new Ended("x", 1, fix.formatted("git pull"), "")))
                .doesNotThrowAnyException();
    }
}
