package dev.stile.git.format;

/** What two texts have in common when form is left aside. Pure; any thread may use it. */
public final class Bodies {
    private Bodies() {}

    /** The text with every line end as LF. */
    public static String unified(String text) {
        int carriageReturn = text.indexOf('\r');
        if (carriageReturn < 0) {
            return text;
        }
        StringBuilder unified = new StringBuilder(text.length());
        int from = 0;
        while (carriageReturn >= 0) {
            unified.append(text, from, carriageReturn).append('\n');
            from = carriageReturn + (text.startsWith("\n", carriageReturn + 1) ? 2 : 1);
            carriageReturn = text.indexOf('\r', from);
        }
        unified.append(text, from, text.length());
        return unified.toString();
    }

    /** What a text means: line ends unified, and no white space at its end. */
    public static String meaning(String text) {
        return unified(text).stripTrailing();
    }

    /** Whether two texts mean the same. */
    public static boolean equalByMeaning(String left, String right) {
        return left.equals(right) || meaning(left).equals(meaning(right));
    }

    /**
     * Whether a file can hold the text: git and editors take NUL for binary, and half a surrogate
     * pair has no UTF-8.
     */
    static boolean canBeShown(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == 0) {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                boolean pair =
                        Character.isHighSurrogate(unit)
                                && index + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(index + 1));
                if (!pair) {
                    return false;
                }
                index++;
            }
        }
        return true;
    }
}
