package dev.stile.git.process;

import java.util.Arrays;
import java.util.HexFormat;

/** The id of a git object, SHA-1. Immutable. */
public final class ObjectId implements Comparable<ObjectId> {
    /** Bytes of an id. */
    public static final int BYTES = 20;

    /** What git writes for "nothing". */
    public static final ObjectId ZERO = new ObjectId(new byte[BYTES]);

    private static final int HEX = 40;

    private final byte[] bytes;

    private ObjectId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads 40 hex digits.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ObjectId parse(String hex) {
        if (hex.length() != HEX) {
            throw new IllegalArgumentException(
                    "an object id has 40 hex digits, not " + hex.length() + " characters");
        }
        return new ObjectId(HexFormat.of().parseHex(hex));
    }

    /** Copies 20 bytes that begin at {@code offset}. */
    public static ObjectId copyOf(byte[] source, int offset) {
        return new ObjectId(Arrays.copyOfRange(source, offset, offset + BYTES));
    }

    /** Whether this is the id that git writes for "nothing". */
    public boolean isZero() {
        for (byte unit : bytes) {
            if (unit != 0) {
                return false;
            }
        }
        return true;
    }

    /** A copy of the 20 bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Writes the 20 bytes into {@code target}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    @Override
    public int compareTo(ObjectId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 40 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
