package dev.stile.core.egress.wire;

import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads a body to its end within the limits, decompressed. */
final class BodyReader {
    /** Below this a body may have any ratio: a few zeros compress better than any attack needs. */
    private static final int RATIO_COUNTS_FROM = 256 * 1024;

    private final SizeLimits limits;
    private final Http1Config codec;

    BodyReader(SizeLimits limits, Http1Config codec) {
        this.limits = limits;
        this.codec = codec;
    }

    byte[] read(Framing framing, RawAnswer head, SessionInputBufferImpl buffer, AnswerInput input)
            throws IOException {
        // Chunk heads cost something too; what they may cost is bounded by the body's own bound.
        input.allow(2L * limits.body() + limits.head());
        InputStream framed =
                switch (framing) {
                    case Framing.NoBody none -> InputStream.nullInputStream();
                    case Framing.Length length -> declared(length.bytes(), buffer, input);
                    case Framing.Chunked chunked -> new ChunkedInputStream(buffer, input, codec);
                    case Framing.UntilClosed untilClosed -> {
                        input.untilClosed();
                        yield new IdentityInputStream(buffer, input);
                    }
                };
        return unpacked(head.all("Content-Encoding"), framed);
    }

    private InputStream declared(long length, SessionInputBufferImpl buffer, AnswerInput input)
            throws IOException {
        if (length > limits.body()) {
            throw tooLarge();
        }
        return new ContentLengthInputStream(buffer, input, length);
    }

    private byte[] unpacked(List<String> encodings, InputStream framed) throws IOException {
        Counted packed = new Counted(framed);
        if (encodings.isEmpty() || encodings.equals(List.of("identity"))) {
            return drained(packed, packed, Integer.MAX_VALUE);
        }
        PushbackInputStream peeked = new PushbackInputStream(packed, 2);
        byte[] first = peeked.readNBytes(2);
        peeked.unread(first);
        if (first.length == 0) {
            return first;
        }
        byte[] body =
                switch (encodings.size() == 1 ? encodings.getFirst() : "several") {
                    case "gzip", "x-gzip" ->
                            drained(new GZIPInputStream(peeked), packed, limits.ratio());
                    case "deflate" -> inflated(peeked, first, packed);
                    default -> throw new IOException("its content encoding was not asked for");
                };
        // The codec has to see the end of the frame, too, or the connection cannot be used again.
        if (packed.read() >= 0) {
            throw new IOException("something follows the compressed body");
        }
        return body;
    }

    /** RFC 9110, 8.4.1.2: zlib's format; some servers send the bare stream. */
    private byte[] inflated(InputStream stream, byte[] first, Counted packed) throws IOException {
        boolean zlib =
                first.length == 2
                        && (first[0] & 0x0f) == 8
                        && ((first[0] & 0xff) * 256 + (first[1] & 0xff)) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        try {
            return drained(new InflaterInputStream(stream, inflater), packed, limits.ratio());
        } finally {
            inflater.end();
        }
    }

    private byte[] drained(InputStream stream, Counted packed, int ratio) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        int read = stream.read(part);
        while (read >= 0) {
            body.write(part, 0, read);
            if (body.size() > limits.body()) {
                throw tooLarge();
            }
            if (body.size() > RATIO_COUNTS_FROM && body.size() / ratio > packed.count) {
                throw new AnswerInput.TooManyException(
                        "the answer's body is more than "
                                + ratio
                                + " times as large as it was sent");
            }
            read = stream.read(part);
        }
        return body.toByteArray();
    }

    private AnswerInput.TooManyException tooLarge() {
        return new AnswerInput.TooManyException(
                "the answer's body has more than " + limits.body() + " bytes");
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream source) {
            super(source);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
