package dev.stile.core.egress.wire;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one answer as they arrive: counted, and with an end only where an end is due. A
 * codec that takes the end of the stream for the end of a head thus cannot take half an answer for
 * a whole one.
 */
final class AnswerInput extends InputStream {
    /** The stream ended where more was due. */
    static final class CutException extends IOException {
        private static final long serialVersionUID = 1L;

        CutException() {
            super("the connection ended before the answer did");
        }
    }

    /** More bytes arrived than may. */
    static final class TooManyException extends IOException {
        private static final long serialVersionUID = 1L;

        TooManyException(String message) {
            super(message);
        }
    }

    private final InputStream wire;
    private long allowed;
    private long count;
    private boolean mayEnd;

    AnswerInput(InputStream wire, long allowed) {
        this.wire = wire;
        this.allowed = allowed;
    }

    /** How many bytes have arrived. */
    long count() {
        return count;
    }

    /** From now on so many more may arrive. */
    void allow(long more) {
        allowed = more;
    }

    /** From now on the end of the connection is the end of the answer. */
    void untilClosed() {
        mayEnd = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = wire.read(bytes, from, length);
        if (read < 0) {
            if (mayEnd) {
                return -1;
            }
            throw new CutException();
        }
        count += read;
        allowed -= read;
        if (allowed < 0) {
            throw new TooManyException("the answer has more bytes than its parts may have");
        }
        return read;
    }
}
