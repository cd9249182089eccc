package dev.stile.hosting.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * User and password out of an address, decoded. Wiped when it is closed. Not for several threads.
 */
public final class Userinfo implements AutoCloseable {
    private static final byte[] SCHEME_END = "://".getBytes(StandardCharsets.US_ASCII);

    private final byte[] user;
    private final byte[] password;

    private Userinfo(byte[] user, byte[] password) {
        this.user = user;
        this.password = password;
    }

    /**
     * @param address whose user and password have all but unreserved characters escaped; stays the
     *     caller's
     * @throws IllegalArgumentException if it has none
     */
    public static Userinfo of(byte[] address) {
        int begin = indexOf(address, SCHEME_END) + SCHEME_END.length;
        int colon = indexOf(address, (byte) ':', begin);
        int at = indexOf(address, (byte) '@', colon);
        return new Userinfo(decoded(address, begin, colon), decoded(address, colon + 1, at));
    }

    /** Whether that is the user. */
    public boolean isUser(String name) {
        return Arrays.equals(user, name.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes both as git reads them. A value of several lines would say more than was meant. */
    public void write(OutputStream out) throws IOException {
        requireOneLine(user);
        requireOneLine(password);
        out.write("username=".getBytes(StandardCharsets.US_ASCII));
        out.write(user);
        out.write("\npassword=".getBytes(StandardCharsets.US_ASCII));
        out.write(password);
        out.write('\n');
        out.flush();
    }

    /** The same as bytes, to be wiped by whoever takes them. */
    public byte[] said() throws IOException {
        WipedBytes out = new WipedBytes(user.length + password.length + 32);
        write(out);
        return out.take();
    }

    private static void requireOneLine(byte[] value) throws IOException {
        for (byte each : value) {
            if (each == '\n' || each == '\r' || each == 0) {
                throw new IOException("a credential of several lines");
            }
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int index = 0; index + wanted.length <= bytes.length; index++) {
            if (Arrays.equals(bytes, index, index + wanted.length, wanted, 0, wanted.length)) {
                return index;
            }
        }
        throw new IllegalArgumentException("no address with a user");
    }

    private static int indexOf(byte[] bytes, byte wanted, int from) {
        for (int index = from; index < bytes.length; index++) {
            if (bytes[index] == wanted) {
                return index;
            }
            if (bytes[index] == '/') {
                break;
            }
        }
        throw new IllegalArgumentException("no address with a user");
    }

    private static byte[] decoded(byte[] bytes, int from, int to) {
        WipedBytes decoded = new WipedBytes(to - from);
        for (int index = from; index < to; index++) {
            if (bytes[index] == '%' && index + 2 < to) {
                decoded.write(
                        (Character.digit(bytes[index + 1], 16) << 4)
                                | Character.digit(bytes[index + 2], 16));
                index += 2;
            } else {
                decoded.write(bytes[index]);
            }
        }
        return decoded.take();
    }

    @Override
    public void close() {
        Arrays.fill(user, (byte) 0);
        Arrays.fill(password, (byte) 0);
    }

    /** Keeps no second copy of what went through it. */
    private static final class WipedBytes extends ByteArrayOutputStream {
        WipedBytes(int most) {
            super(Math.max(1, most));
        }

        byte[] take() {
            byte[] all = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return all;
        }
    }
}
