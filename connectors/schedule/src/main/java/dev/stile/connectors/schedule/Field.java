package dev.stile.connectors.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a cron expression: the numbers that it allows.
 *
 * @param allowed the numbers
 * @param open whether it begins with a star, and so restricts nothing by itself
 */
record Field(BitSet allowed, boolean open) {
    Field {
        allowed = (BitSet) allowed.clone();
    }

    boolean allows(int number) {
        return allowed.get(number);
    }

    /** The numbers in ascending order. */
    List<Integer> numbers() {
        return allowed.stream().boxed().toList();
    }

    /** What a field may hold, and what its numbers are called. */
    record Kind(String name, int least, int most, List<String> words) {
        /**
         * Reads lists of numbers, words and ranges, each with a step.
         *
         * @throws IllegalArgumentException if it is not of that form
         */
        Field read(String text) {
            BitSet allowed = new BitSet();
            for (String part : text.split(",", -1)) {
                add(part, allowed);
            }
            return new Field(allowed, text.startsWith("*"));
        }

        private void add(String part, BitSet allowed) {
            String[] halves = part.split("/", -1);
            if (halves.length > 2) {
                throw wrong(part);
            }
            int step = halves.length == 2 ? number(halves[1], part) : 1;
            if (step == 0) {
                throw wrong(part);
            }
            String[] ends = halves[0].split("-", -1);
            int from = halves[0].equals("*") ? least : value(ends[0], part);
            int to = from;
            if (halves[0].equals("*")) {
                to = most;
            } else if (ends.length == 2) {
                to = value(ends[1], part);
            } else if (ends.length > 2) {
                throw wrong(part);
            } else if (halves.length == 2) {
                to = most;
            }
            if (from > to) {
                throw wrong(part);
            }
            for (int each = from; each <= to; each += step) {
                allowed.set(each);
            }
        }

        private int value(String text, String part) {
            int word = words.indexOf(text.toLowerCase(Locale.ROOT));
            int value = word >= 0 ? word + least : number(text, part);
            if (value < least || value > most) {
                throw wrong(part);
            }
            return value;
        }

        private int number(String text, String part) {
            if (!text.matches("[0-9]{1,3}")) {
                throw wrong(part);
            }
            return Integer.parseInt(text);
        }

        private IllegalArgumentException wrong(String part) {
            return new IllegalArgumentException(
                    "'" + part + "' is no " + name + " from " + least + " to " + most);
        }
    }
}
