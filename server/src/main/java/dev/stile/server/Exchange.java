package dev.stile.server;

import dev.stile.api.call.Deadline;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests and answers of one connection, each part bounded. For one thread. */
final class Exchange {
    private static final int BUFFER = 8 * 1024;
    private static final int PART = 16 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;

    /** More than the largest body that any preset takes. */
    private static final int MOST_IGNORED = 32 << 20;

    private static final Duration SILENCE = Duration.ofMillis(500);

    /** Of a body that was refused for its size: it is on its way. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Http1Config limits =
            Http1Config.custom()
                    .setMaxLineLength(LONGEST_LINE)
                    .setMaxHeaderCount(MOST_HEADERS)
                    .build();
    private final DefaultHttpRequestParser parser = new DefaultHttpRequestParser(limits);
    private boolean isOnItsWay;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER, LONGEST_LINE);
    private final ReceiverOptions options;
    private final Socket socket;
    private final TimedInput input;
    private final OutputStream output;

    Exchange(Socket socket, ReceiverOptions options) throws IOException {
        this.options = options;
        this.socket = socket;
        this.input = new TimedInput(socket);
        this.output = socket.getOutputStream();
    }

    /**
     * The next head; nothing if the sender is done.
     *
     * @throws Refusal 400 if it is none, 408 if it is slow
     */
    Optional<Head> head() throws IOException {
        input.within(options.idle());
        try {
            if (!buffer.hasBufferedData() && buffer.fillBuffer(input) < 0) {
                return Optional.empty();
            }
        } catch (SocketTimeoutException silent) {
            return Optional.empty();
        }
        input.within(options.request());
        try {
            ClassicHttpRequest request = parser.parse(buffer, input);
            return request == null ? Optional.empty() : Optional.of(head(request));
        } catch (SocketTimeoutException slow) {
            throw slow();
        } catch (HttpException broken) {
            throw Refusal.unframed();
        }
    }

    /**
     * The body, as far as it may be read.
     *
     * @throws Refusal 413, 408, 429 or 400
     */
    byte[] body(Head head, int most, BodyBudget.Share share) throws IOException {
        long length = head.length();
        if (length > most) {
            throw tooLarge();
        }
        if (head.one("expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
            output.write(CONTINUE);
            output.flush();
        }
        // Not closed: that would read on to the end of a body which was just refused.
        InputStream framed =
                length < 0
                        ? new ChunkedInputStream(buffer, input, limits)
                        : new ContentLengthInputStream(buffer, input, length);
        try {
            return read(framed, most, share);
        } catch (SocketTimeoutException slow) {
            throw slow();
        }
    }

    void answer(Answer answer, boolean keepsOpen) throws IOException {
        output.write(answer.bytes(keepsOpen));
        output.flush();
    }

    /**
     * Says that nothing more is said, and listens as long as the sender sends, up to a bound: a
     * connection that is closed on what its sender still sends takes the answer with it. The bound
     * is long only where a body that is too large is on its way.
     */
    void finish() throws IOException {
        socket.shutdownOutput();
        Deadline end = Deadline.after(isOnItsWay ? LINGER : SILENCE);
        byte[] part = new byte[PART];
        int rest = MOST_IGNORED;
        while (rest > 0 && !end.isPast()) {
            input.within(end.orSooner(SILENCE).left());
            int read = input.read(part);
            rest = read < 0 ? 0 : rest - read;
        }
    }

    private byte[] read(InputStream framed, int most, BodyBudget.Share share) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        int read = framed.read(part);
        while (read >= 0) {
            if (body.size() + read > most) {
                throw tooLarge();
            }
            if (!share.take(read)) {
                throw new Refusal(Answer.of(429, "busy").retryAfter(1).closing());
            }
            body.write(part, 0, read);
            read = framed.read(part);
        }
        return body.toByteArray();
    }

    private static Head head(ClassicHttpRequest request) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (Header header : request.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            headers.computeIfAbsent(
                            header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(value);
        }
        boolean isOld =
                request.getVersion() != null
                        && request.getVersion().lessEquals(HttpVersion.HTTP_1_0);
        return new Head(request.getMethod(), request.getRequestUri(), isOld, headers);
    }

    private static Refusal slow() {
        return new Refusal(Answer.of(408, "slow").closing());
    }

    private Refusal tooLarge() {
        isOnItsWay = true;
        return new Refusal(Answer.of(413, "too_large").closing());
    }
}
