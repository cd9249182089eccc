package dev.stile.core.redact;

/**
 * The parts of a text in which a secret could stand that is written with escapes: what is around
 * each of them. Pure.
 */
final class EscapedParts {
    private static final int LEAST = 64 * 1024;
    private static final int LONGER = 16;

    /** Gets a part. */
    interface Visitor {
        void part(int begin, int end);
    }

    private EscapedParts() {}

    /**
     * From left to right. No part begins or ends within an escape, and one that is very long comes
     * as several that overlap.
     *
     * @param reach how many bytes a secret can have, without line ends and indentation
     */
    static void each(byte[] text, int from, int to, int reach, Visitor visitor) {
        int overlap = Math.max(LEAST, reach * LONGER);
        int begin = -1;
        int last = from;
        int resumed = -1;
        int at = Escapes.next(text, from, to);
        while (at < to) {
            int length = Escapes.lengthAt(text, at, to);
            if (length <= 0) {
                at = Escapes.next(text, at + 1, to);
                continue;
            }
            if (begin < 0) {
                begin = before(text, from, at, reach);
            } else if (at - last > 2 * reach) {
                int end = after(text, last, at, reach);
                int next = before(text, last, at, reach);
                if (next > end) {
                    visitor.part(begin, end);
                    begin = next;
                    resumed = -1;
                }
            }
            last = at + length;
            if (resumed < 0 && last - begin >= LONGER * overlap) {
                resumed = last;
            } else if (resumed >= 0 && last - resumed >= overlap) {
                visitor.part(begin, last);
                begin = resumed;
                resumed = -1;
            }
            at = Escapes.next(text, last, to);
        }
        if (begin >= 0) {
            visitor.part(begin, after(text, last, to, reach));
        }
    }

    /** Where so many bytes that count begin, and never inside an indentation. */
    private static int before(byte[] text, int from, int at, int reach) {
        int begin = at;
        int left = reach;
        while (begin > from && (left > 0 || isBlank(text[begin - 1]))) {
            begin--;
            if (!isBlank(text[begin])) {
                left--;
            }
        }
        return begin;
    }

    private static int after(byte[] text, int at, int to, int reach) {
        int end = at;
        int left = reach;
        while (end < to && left > 0) {
            if (!isBlank(text[end])) {
                left--;
            }
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte unit) {
        return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r';
    }
}
