package dev.stile.flow.pattern;

/**
 * A set of ASCII characters, one bit each. What a pattern takes beyond ASCII is not in it: a text
 * that has such a character is never judged by it.
 */
record Letters(long low, long high) {
    static final Letters NONE = new Letters(0, 0);
    static final Letters ALL = new Letters(-1, -1);
    static final Letters DIGITS = range('0', '9');
    static final Letters WORDS =
            DIGITS.and(range('a', 'z')).and(range('A', 'Z')).and(range('_', '_'));
    static final Letters BLANKS = range('\t', '\n').and(range('\f', '\r')).and(range(' ', ' '));

    /** Both ends included. */
    static Letters range(char from, char to) {
        long low = 0;
        long high = 0;
        for (char unit = from; unit <= to; unit++) {
            if (unit < 64) {
                low |= 1L << unit;
            } else {
                high |= 1L << unit;
            }
        }
        return new Letters(low, high);
    }

    boolean has(char unit) {
        return ((unit < 64 ? low : high) >>> unit & 1) != 0;
    }

    Letters and(Letters others) {
        return new Letters(low | others.low, high | others.high);
    }

    Letters complement() {
        return new Letters(~low, ~high);
    }

    /** With the other case of each letter. */
    Letters folded() {
        long upper = high & range('A', 'Z').high;
        long lower = high & range('a', 'z').high;
        return new Letters(low, high | upper << 32 | lower >>> 32);
    }

    /** How much it says that a character is one of these: 7 for a single one, 0 for all. */
    double weight() {
        int size = Long.bitCount(low) + Long.bitCount(high);
        return size == 0 ? 0 : 7 - Math.log(size) / Math.log(2);
    }
}
