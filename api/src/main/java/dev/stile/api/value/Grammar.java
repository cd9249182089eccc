package dev.stile.api.value;

/** Bounds that checked values share. */
final class Grammar {
    private Grammar() {}

    static String bounded(String what, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " has 1 to " + longest + " characters, not " + text.length());
        }
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            boolean paired =
                    Character.isHighSurrogate(unit)
                            ? index + 1 < text.length()
                                    && Character.isLowSurrogate(text.charAt(index + 1))
                            : !Character.isLowSurrogate(unit)
                                    || (index > 0
                                            && Character.isHighSurrogate(text.charAt(index - 1)));
            if (Character.isISOControl(unit) || !paired) {
                throw new IllegalArgumentException(
                        what + " holds a control character or half a surrogate pair");
            }
        }
        return text;
    }
}
