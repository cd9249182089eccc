package dev.stile.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.connectors.github.write.HostCommands;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that a bot would take as a command. */
final class HostCommandsTest {
    @Test
    @Proves("GH-25")
    void aLineThatBeginsWithASlashIsMadePlain() {
        assertThat(HostCommands.escaped("/merge\nplease\n  /approve now"))
                .isEqualTo("\\/merge\nplease\n  \\/approve now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "\u00a0", "\f", "\u3000 ", "\u200b", "\u2003\t"})
    @Proves("GH-25")
    void whateverBlankComesBeforeTheSlashItIsMadePlain(String blank) {
        assertThat(HostCommands.escaped("Hello\n" + blank + "/merge"))
                .isEqualTo("Hello\n" + blank + "\\/merge");
    }

    @Test
    void everythingElseStaysAsItIs() {
        String text = "see a/b and / alone\nfixes #1, thanks @ada\nhttps://code.example/x";

        assertThat(HostCommands.escaped(text)).isEqualTo(text);
    }

    @Test
    void whatIsEscapedStaysAsItIs() {
        String once = HostCommands.escaped("/merge");

        assertThat(HostCommands.escaped(once)).isEqualTo(once);
    }
}
