package dev.stile.cli.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ArgumentLineTest {
    @Test
    void quotesHoldWordsTogetherAndNothingIsExpanded() {
        assertThat(ArgumentLine.split("sh -c 'echo \"hello  $HOME\" >> /tmp/x' \"a b\"\\ c ''"))
                .get()
                .asList()
                .containsExactly("sh", "-c", "echo \"hello  $HOME\" >> /tmp/x", "a b c", "");
        assertThat(ArgumentLine.split("  ")).get().asList().isEmpty();
    }

    @Test
    void whatDoesNotEndIsNoLine() {
        assertThat(ArgumentLine.split("sh -c 'echo")).isEmpty();
        assertThat(ArgumentLine.split("sh \\")).isEmpty();
    }
}
