package dev.stile.api.value;

/**
 * The name of a git object.
 *
 * @param text 40 or 64 lower-case hex digits
 */
public record Sha(String text) implements Checked {
    public Sha {
        if ((text.length() != 40 && text.length() != 64) || !isHex(text)) {
            throw new IllegalArgumentException("a sha is 40 or 64 lower-case hex digits");
        }
    }

    private static boolean isHex(String text) {
        for (int index = 0; index < text.length(); index++) {
            char digit = text.charAt(index);
            if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The first 12 digits, for people. */
    public String brief() {
        return text.substring(0, 12);
    }

    @Override
    public String toString() {
        return text;
    }
}
