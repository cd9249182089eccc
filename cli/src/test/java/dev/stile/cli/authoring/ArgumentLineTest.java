package dev.stile.cli.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ArgumentLineTest {
    @Test
    void quotesHoldWordsTogetherAndNothingIsExpanded() {
        assertThat(ArgumentLine.split("sh -c 'echo \"hello  $HOME\" >> /tmp/x' \"a b\"\\ c ''"))
                .contains(List.of("sh", "-c", "echo \"hello  $HOME\" >> /tmp/x", "a b c", ""));
        assertThat(ArgumentLine.split("  ")).contains(List.of());
    }

    @Test
    void whatDoesNotEndIsNoLine() {
        assertThat(ArgumentLine.split("sh -c 'echo")).isEmpty();
        assertThat(ArgumentLine.split("sh \\")).isEmpty();
    }
}
