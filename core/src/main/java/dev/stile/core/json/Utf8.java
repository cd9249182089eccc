package dev.stile.core.json;

import java.nio.ByteBuffer;

/** The grammar of UTF-8 (RFC 3629): no overlong form, no surrogate, nothing past U+10FFFF. */
final class Utf8 {
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Where the first byte stands that belongs to no character; -1 if there is none. */
    static int firstInvalid(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        int index = 0;
        while (index < bytes.length) {
            if (index + 8 <= bytes.length && (words.getLong(index) & HIGH_BITS) == 0) {
                index += 8;
            } else if (bytes[index] >= 0) {
                index++;
            } else {
                int length = lengthOfCharacter(bytes, index);
                if (length == 0) {
                    return index;
                }
                index += length;
            }
        }
        return -1;
    }

    private static int lengthOfCharacter(byte[] bytes, int index) {
        int first = bytes[index] & 0xff;
        int second = index + 1 < bytes.length ? bytes[index + 1] & 0xff : 0;
        if (first >= 0xc2 && first <= 0xdf) {
            return isContinued(bytes, index, 2) ? 2 : 0;
        }
        if (first >= 0xe0 && first <= 0xef) {
            boolean overlong = first == 0xe0 && second < 0xa0;
            boolean surrogate = first == 0xed && second > 0x9f;
            return !overlong && !surrogate && isContinued(bytes, index, 3) ? 3 : 0;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            boolean overlong = first == 0xf0 && second < 0x90;
            boolean beyond = first == 0xf4 && second > 0x8f;
            return !overlong && !beyond && isContinued(bytes, index, 4) ? 4 : 0;
        }
        return 0;
    }

    private static boolean isContinued(byte[] bytes, int index, int length) {
        if (index + length > bytes.length) {
            return false;
        }
        for (int next = index + 1; next < index + length; next++) {
            if ((bytes[next] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
