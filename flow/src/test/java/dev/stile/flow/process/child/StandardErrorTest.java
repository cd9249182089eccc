package dev.stile.flow.process.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.secret.SecureValue;
import dev.stile.core.redact.Redactor;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is told of a child whose stderr breaks off. */
final class StandardErrorTest {
    /** A pipe that is broken. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("broken pipe");
        }
    }

    @Test
    @Proves("FL-36")
    void whatWasSaidBeforeThePipeBrokeIsToldAlsoWhereItBeginsLikeASecret() {
        Redactor redactor = new Redactor();
        redactor.register(SecureValue.takeFrom("hunter2-and-more-words".toCharArray()));
        InputStream pipe =
                new SequenceInputStream(
                        new ByteArrayInputStream(
                                "first\nthe last words: hunter2-and-more"
                                        .getBytes(StandardCharsets.UTF_8)),
                        new Broken());
        List<String> told = new ArrayList<>();
        StandardError errors = new StandardError(redactor, told::add);

        assertThatThrownBy(() -> errors.readAll(new BoundedLines(redactor.filter(pipe), 8192, 64)))
                .isInstanceOf(IOException.class)
                .hasMessage("broken pipe");
        assertThat(told).containsExactly("first", "the last words: hunter2-and-more");
        assertThat(errors.tail()).endsWith("the last words: hunter2-and-more\n");
    }
}
