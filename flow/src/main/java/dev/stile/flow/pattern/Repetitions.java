package dev.stile.flow.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates, before a pattern is compiled, how large its program becomes: counted repetitions are
 * written out, and nested ones multiply, so that a short pattern can take seconds to compile.
 */
final class Repetitions {
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");

    private final String pattern;
    private final Deque<Double> outer = new ArrayDeque<>();
    private double before;
    private double last;

    private Repetitions(String pattern) {
        this.pattern = pattern;
    }

    /** About how many instructions the pattern is. What is no pattern gets any number. */
    static double of(String pattern) {
        return new Repetitions(pattern).size();
    }

    private double size() {
        Matcher count = COUNT.matcher(pattern);
        int index = 0;
        while (index < pattern.length()) {
            char unit = pattern.charAt(index);
            if (unit == '{' && count.region(index, pattern.length()).lookingAt()) {
                last *= Math.max(1, Math.max(number(count.group(1)), number(count.group(2))));
                index = count.end();
            } else {
                index = take(unit, index);
            }
        }
        while (!outer.isEmpty()) {
            close();
        }
        return before + last;
    }

    private int take(char unit, int index) {
        switch (unit) {
            case '(' -> {
                outer.push(before + last);
                before = 0;
                last = 0;
            }
            case ')' -> close();
            case '*', '+', '?' -> last += 1;
            case '\\' -> {
                atom();
                return index + 2;
            }
            case '[' -> {
                atom();
                return endOfClass(index);
            }
            default -> atom();
        }
        return index + 1;
    }

    private void atom() {
        before += last;
        last = 1;
    }

    private void close() {
        if (!outer.isEmpty()) {
            last = before + last + 2;
            before = outer.pop();
        }
    }

    /** A bracket right after the beginning, or escaped, does not end a class. */
    private int endOfClass(int begin) {
        int index = begin + 1;
        if (index < pattern.length() && pattern.charAt(index) == '^') {
            index++;
        }
        int first = index;
        while (index < pattern.length()) {
            char unit = pattern.charAt(index);
            if (unit == ']' && index > first) {
                return index + 1;
            }
            index += unit == '\\' ? 2 : 1;
        }
        return pattern.length();
    }

    private static double number(String digits) {
        return digits == null || digits.isEmpty() ? 0 : Double.parseDouble(digits);
    }
}
