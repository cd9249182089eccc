package dev.stile.core.egress.wire;

import dev.stile.core.egress.wire.WireException.Kind;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;

/** One request and its whole answer on one wire. For one use. */
public final class Exchange {
    private static final int MOST_HEADERS = 500;
    private static final int MOST_INTERIM_ANSWERS = 8;

    private final Wire wire;
    private final TimeLimits times;
    private final SizeLimits sizes;
    private final Http1Config codec;
    private final long end;
    private boolean mayHaveLeft;
    private boolean answerBegan;
    private boolean reusable;

    /**
     * @param end moment of the monotonic clock after which nobody waits
     */
    public Exchange(Wire wire, TimeLimits times, SizeLimits sizes, long end) {
        this.wire = wire;
        this.times = times;
        this.sizes = sizes;
        this.end = end;
        this.codec =
                Http1Config.custom()
                        .setMaxLineLength(sizes.head())
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxEmptyLineCount(1)
                        .build();
    }

    /**
     * Sends the request and reads its answer to the end. Afterwards the wire is closed unless
     * {@link #isWireReusable}.
     *
     * @param head request line and headers, with their empty line
     */
    public RawAnswer run(String method, byte[] head, byte[] body) throws WireException {
        boolean done = false;
        try {
            send(head, body);
            RawAnswer answer = receive(method);
            done = true;
            return answer;
        } finally {
            if (!done || !reusable) {
                reusable = false;
                wire.close();
            }
        }
    }

    /** Whether another exchange may follow on the same wire. */
    public boolean isWireReusable() {
        return reusable;
    }

    private void send(byte[] head, byte[] body) throws WireException {
        if (end - System.nanoTime() <= 0) {
            throw new WireException(Kind.SEND_TIMEOUT, false, "no time was left to send", null);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new WireException(Kind.INTERRUPTED, false, "the call was interrupted", null);
        }
        wire.bound(times.idle(), end);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        try (SendWatch watch = SendWatch.over(wire, whole.length, end)) {
            mayHaveLeft = true;
            write(whole, watch);
        } finally {
            Arrays.fill(whole, (byte) 0);
        }
    }

    private void write(byte[] whole, SendWatch watch) throws WireException {
        try {
            OutputStream output = wire.output();
            output.write(whole);
            output.flush();
        } catch (IOException failed) {
            if (watch.isTimedOut()) {
                throw failure(Kind.SEND_TIMEOUT, "the request could not be sent in time", failed);
            }
            throw dropped(failed);
        }
    }

    private RawAnswer receive(String method) throws WireException {
        AnswerInput input =
                new AnswerInput(wire.input(), (long) sizes.head() + wire.buffer().capacity());
        try {
            wire.bound(times.firstByte(), end);
            wire.buffer().fillBuffer(input);
            answerBegan = true;
            wire.bound(times.idle(), end);
            ClassicHttpResponse head = readHead(input);
            List<RawAnswer.Header> headers = headers(head);
            RawAnswer answer = new RawAnswer(head.getCode(), headers, new byte[0]);
            Framing framing =
                    Framing.of(method, answer)
                            .orElseThrow(() -> malformed("its length is not clear", null));
            byte[] body = new BodyReader(sizes, codec).read(framing, answer, wire.buffer(), input);
            reusable = isReusable(head.getVersion(), framing, answer);
            return new RawAnswer(answer.status(), headers, body);
        } catch (HttpException notHttp) {
            throw malformed("it is not HTTP/1.1 as it should be", notHttp);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    /** Interim answers (1xx) say nothing yet. */
    private ClassicHttpResponse readHead(AnswerInput input)
            throws IOException, HttpException, WireException {
        DefaultHttpResponseParser parser = new DefaultHttpResponseParser(codec);
        for (int interim = 0; interim < MOST_INTERIM_ANSWERS; interim++) {
            ClassicHttpResponse head = parsed(parser, input);
            ProtocolVersion version = head.getVersion();
            if (version != null && !version.getProtocol().equals("HTTP")) {
                throw malformed("it is not HTTP", null);
            }
            if (head.getCode() >= 200 && head.getCode() < 600) {
                return head;
            }
            if (head.getCode() == 101 || head.getCode() < 100 || head.getCode() >= 600) {
                throw malformed("its status is none that was asked for", null);
            }
        }
        throw malformed("it never gets beyond interim answers", null);
    }

    private ClassicHttpResponse parsed(DefaultHttpResponseParser parser, AnswerInput input)
            throws IOException, HttpException, WireException {
        try {
            return parser.parse(wire.buffer(), input);
        } catch (IllegalArgumentException noStatus) {
            // The codec takes any digits for a status and then has no response for 000.
            throw malformed("its status is none", noStatus);
        }
    }

    private List<RawAnswer.Header> headers(ClassicHttpResponse head) throws WireException {
        List<RawAnswer.Header> headers = new ArrayList<>();
        int size = 0;
        for (Header header : head.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            size += header.getName().length() + value.length() + 4;
            if (size > sizes.head()) {
                throw failure(Kind.OVER_LIMIT, tooLongHead(), null);
            }
            if (value.chars().anyMatch(unit -> unit < ' ' && unit != '\t')) {
                throw malformed("a header holds a control character", null);
            }
            headers.add(new RawAnswer.Header(header.getName(), value));
        }
        return headers;
    }

    private static boolean isReusable(ProtocolVersion version, Framing framing, RawAnswer answer) {
        boolean lasts = version != null && version.greaterEquals(HttpVersion.HTTP_1_1);
        boolean closing =
                answer.all("Connection").stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .anyMatch(option -> option.strip().equals("close"));
        return lasts && !closing && !(framing instanceof Framing.UntilClosed);
    }

    private WireException failure(IOException failed) {
        if (Thread.currentThread().isInterrupted()) {
            return failure(Kind.INTERRUPTED, "the call was interrupted", failed);
        }
        if (wire.isTimedOut()) {
            return answerBegan
                    ? failure(Kind.READ_TIMEOUT, "the answer did not end in time", failed)
                    : failure(Kind.WAIT_TIMEOUT, "no answer in time", failed);
        }
        if (!answerBegan) {
            return dropped(failed);
        }
        return switch (failed) {
            case AnswerInput.TooManyException tooMany ->
                    failure(Kind.OVER_LIMIT, String.valueOf(tooMany.getMessage()), failed);
            case org.apache.hc.core5.http.MessageConstraintException tooLong ->
                    failure(Kind.OVER_LIMIT, tooLongHead(), failed);
            case AnswerInput.CutException cut -> cut(failed);
            case org.apache.hc.core5.http.ConnectionClosedException cut -> cut(failed);
            case EOFException cut -> cut(failed);
            case java.net.SocketException reset -> cut(failed);
            case org.apache.hc.core5.http.MalformedChunkCodingException chunk ->
                    malformed("its chunks are not as they should be", failed);
            case ZipException zip -> malformed("its compression is damaged", failed);
            default -> malformed("it cannot be read", failed);
        };
    }

    private WireException dropped(IOException failed) {
        if (Thread.currentThread().isInterrupted()) {
            return failure(Kind.INTERRUPTED, "the call was interrupted", failed);
        }
        return failure(Kind.DROPPED, "the server ended the connection without an answer", failed);
    }

    private WireException cut(IOException failed) {
        return failure(Kind.CUT, "the answer ended before its end", failed);
    }

    private String tooLongHead() {
        return "the answer's headers have more than " + sizes.head() + " bytes";
    }

    private WireException malformed(String what, @Nullable Exception cause) {
        return failure(Kind.MALFORMED, "the answer cannot be understood: " + what, cause);
    }

    private WireException failure(Kind kind, String message, @Nullable Exception cause) {
        return new WireException(kind, mayHaveLeft, message, cause);
    }
}
