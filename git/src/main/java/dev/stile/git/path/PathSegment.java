package dev.stile.git.path;

import dev.stile.api.value.RecordId;
import dev.stile.core.digest.Sha256;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The one spelling of an id as a path segment: percent-encoded, never hidden, never an option,
 * never a name that Windows keeps for itself, at most 180 bytes. Pure; any thread may use it.
 */
public final class PathSegment {
    /** The longest segment in bytes. */
    public static final int LONGEST = 180;

    private static final int KEPT_OF_LONG = 150;
    private static final int HASH_DIGITS = 16;
    private static final Set<String> WINDOWS_RESERVED =
            Set.of(
                    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5",
                    "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5",
                    "lpt6", "lpt7", "lpt8", "lpt9");

    private PathSegment() {}

    /**
     * Spells an id.
     *
     * @param caseSensitive whether ids that differ only in case are different records, so that
     *     upper case is encoded too
     */
    public static String encode(RecordId id, boolean caseSensitive) {
        String text = id.text();
        boolean firstEncoded = isReserved(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder segment = new StringBuilder(bytes.length + 16);
        for (int index = 0; index < bytes.length; index++) {
            int unit = bytes[index] & 0xFF;
            boolean first = index == 0;
            boolean last = index == bytes.length - 1;
            boolean plain =
                    isPlain(unit, caseSensitive)
                            && !(first && (unit == '.' || unit == '-' || firstEncoded))
                            && !(last && unit == '.');
            if (plain) {
                segment.append((char) unit);
            } else {
                segment.append('%').append(hex(unit >> 4)).append(hex(unit & 0xF));
            }
        }
        return segment.length() <= LONGEST ? segment.toString() : cut(segment, bytes);
    }

    /** Reads a segment. A spelling other than that of {@link #encode} is no id. */
    public static PathId decode(String segment, boolean caseSensitive) {
        if (isCut(segment)) {
            return new PathId.Cut(segment);
        }
        byte[] bytes = new byte[segment.length()];
        int length = 0;
        for (int index = 0; index < segment.length(); index++) {
            char unit = segment.charAt(index);
            if (unit >= 0x80) {
                return new PathId.None();
            }
            if (unit != '%') {
                bytes[length++] = (byte) unit;
                continue;
            }
            if (index + 2 >= segment.length()) {
                return new PathId.None();
            }
            int high = Character.digit(segment.charAt(index + 1), 16);
            int low = Character.digit(segment.charAt(index + 2), 16);
            if (high < 0 || low < 0) {
                return new PathId.None();
            }
            bytes[length++] = (byte) (high << 4 | low);
            index += 2;
        }
        return exact(segment, ByteBuffer.wrap(bytes, 0, length), caseSensitive);
    }

    private static PathId exact(String segment, ByteBuffer bytes, boolean caseSensitive) {
        try {
            RecordId id =
                    new RecordId(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            return encode(id, caseSensitive).equals(segment)
                    ? new PathId.Exact(id)
                    : new PathId.None();
        } catch (CharacterCodingException | IllegalArgumentException noId) {
            return new PathId.None();
        }
    }

    private static String cut(StringBuilder segment, byte[] id) {
        int kept = KEPT_OF_LONG;
        if (segment.charAt(kept - 1) == '%') {
            kept -= 1;
        } else if (segment.charAt(kept - 2) == '%') {
            kept -= 2;
        }
        return segment.substring(0, kept) + '~' + Sha256.hex(id).substring(0, HASH_DIGITS);
    }

    private static boolean isCut(String segment) {
        int tilde = segment.length() - HASH_DIGITS - 1;
        if (tilde < KEPT_OF_LONG - 2 || tilde > KEPT_OF_LONG || segment.charAt(tilde) != '~') {
            return false;
        }
        for (int index = tilde + 1; index < segment.length(); index++) {
            char unit = segment.charAt(index);
            if (!(unit >= '0' && unit <= '9') && !(unit >= 'a' && unit <= 'f')) {
                return false;
            }
        }
        return segment.chars().limit(tilde).allMatch(unit -> unit == '%' || isPlain(unit, false));
    }

    private static boolean isPlain(int unit, boolean caseSensitive) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z' && !caseSensitive)
                || (unit >= '0' && unit <= '9')
                || unit == '.'
                || unit == '_'
                || unit == '-';
    }

    /**
     * Windows keeps these names with any extension, so what counts is what stands before the first
     * dot.
     */
    private static boolean isReserved(String text) {
        int dot = text.indexOf('.');
        int length = dot < 0 ? text.length() : dot;
        return (length == 3 || length == 4)
                && WINDOWS_RESERVED.contains(text.substring(0, length).toLowerCase(Locale.ROOT));
    }

    private static char hex(int digit) {
        return (char) (digit < 10 ? '0' + digit : 'A' + digit - 10);
    }
}
