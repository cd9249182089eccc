package dev.stile.cli.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.hosting.service.Userinfo;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What git asks, and what an address gives for an answer. */
final class CredentialQuestionTest {
    @Test
    void aQuestionEndsAtTheEmptyLineAndUnknownNamesAreLeftOut() throws IOException {
        assertThat(
                        asked(
                                "protocol=https\nhost=code.example:8443\npath=acme/web.git\n"
                                        + "capability[]=authtype\nwwwauth[]=Basic realm=x\n\nhost=evil\n"))
                .contains(
                        new Question(
                                "https",
                                "code.example:8443",
                                Optional.of("acme/web.git"),
                                Optional.empty()));
        assertThat(asked("protocol=https\nhost=code.example\nusername=me\n").orElseThrow().url())
                .isEqualTo("https://code.example/");
    }

    @Test
    void whatIsNoQuestionIsNotAnswered() throws IOException {
        assertThat(asked("")).isEmpty();
        assertThat(asked("protocol=cert\npath=/x\n\n")).isEmpty();
        assertThat(asked("=\nhost\n\n")).isEmpty();
        assertThat(Question.read(new ByteArrayInputStream(new byte[] {'h', (byte) 0xff, '\n'})))
                .isEmpty();
    }

    @Test
    void userAndPasswordComeOutDecodedAndWhole() throws IOException {
        assertThat(answer("https://x%2Dtoken:a%40b%25%2F%C3%A9@code.example/acme/web.git"))
                .isEqualTo("username=x-token\npassword=a@b%/é\n");
    }

    @Test
    void aSecretOfSeveralLinesIsNotWritten() {
        assertThatThrownBy(() -> answer("https://me:a%0Ahost=evil@code.example/"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("evil");
    }

    @Test
    void anAddressWithoutAUserHasNone() {
        assertThatThrownBy(() -> answer("https://code.example/a:b@c"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String answer(String address) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Userinfo found = Userinfo.of(address.getBytes(StandardCharsets.UTF_8))) {
            found.write(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Optional<Question> asked(String text) throws IOException {
        return Question.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
