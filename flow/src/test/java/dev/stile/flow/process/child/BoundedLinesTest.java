package dev.stile.flow.process.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

final class BoundedLinesTest {
    @Test
    @Proves("FL-14")
    void emptyLinesAndCarriageReturnsAreLeftOut() throws IOException {
        assertThat(texts("one\n\n\r\ntwo\r\n")).containsExactly("WHOLE one", "WHOLE two");
    }

    @Test
    void whatComesAfterTheLastLineEndIsHalfALine() throws IOException {
        assertThat(texts("one\ntw")).containsExactly("WHOLE one", "HALF tw");
    }

    @Test
    @Proves("FL-18")
    void aLineAtTheLimitIsTakenAndOneBeyondItIsNot() throws IOException {
        assertThat(texts("12345678\n123456789\r\nnext\n"))
                .containsExactly("WHOLE 12345678", "TOO_LONG 1234", "WHOLE next");
    }

    @Test
    @Proves("FL-18")
    void aLineWithoutEndIsSkippedWithItsLengthAndDigestAndNothingMoreIsKept() throws Exception {
        long length = 128L * 1024 * 1024;
        BoundedLines lines = new BoundedLines(new Endless(length), 1024 * 1024, 64 * 1024);
        long before = used();

        Line line = lines.next().orElseThrow();

        assertThat(line.form()).isEqualTo(Line.Form.TOO_LONG);
        assertThat(line.length()).isEqualTo(length);
        assertThat(line.bytes()).hasSize(64 * 1024);
        assertThat(used() - before).isLessThan(16 * 1024 * 1024);
        assertThat(lines.next()).isPresent().get().extracting(Line::length).isEqualTo(3L);
    }

    @Test
    void theDigestIsThatOfTheWholeLineHoweverItWasCut() throws Exception {
        byte[] text = new byte[100_000];
        new Random(3).nextBytes(text);
        for (int index = 0; index < text.length; index++) {
            text[index] = (byte) ('a' + (text[index] & 15));
        }
        byte[] input = Arrays.copyOf(text, text.length + 1);
        input[text.length] = '\n';

        Line line =
                new BoundedLines(new ByteArrayInputStream(input), 50_000, 64).next().orElseThrow();

        assertThat(line.sha256().get())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    }

    private static List<String> texts(String input) throws IOException {
        BoundedLines lines =
                new BoundedLines(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), 8, 4);
        List<String> texts = new ArrayList<>();
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            texts.add(
                    line.get().form()
                            + " "
                            + new String(line.get().bytes(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** So many letters, a line end, and a short line. */
    private static final class Endless extends InputStream {
        private static final byte[] LAST = "\nend\n".getBytes(StandardCharsets.UTF_8);

        private long left;
        private int last;

        Endless(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in chunks");
        }

        @Override
        public int read(byte[] into, int from, int count) {
            if (left > 0) {
                int given = (int) Math.min(left, count);
                Arrays.fill(into, from, from + given, (byte) 'x');
                left -= given;
                return given;
            }
            if (last == LAST.length) {
                return -1;
            }
            into[from] = LAST[last++];
            return 1;
        }
    }
}
