package dev.stile.cli.desk;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many of something a list may hold: at least one, or there would be nothing to say. */
public final class Limit {
    private Limit() {}

    /** Of a list in memory. */
    public static final class Few implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            long number = number(typed);
            return (int) Math.min(number, Integer.MAX_VALUE);
        }
    }

    /** Of a stream. */
    public static final class Many implements ITypeConverter<Long> {
        @Override
        public Long convert(String typed) {
            return number(typed);
        }
    }

    private static long number(String typed) {
        long number;
        try {
            number = Long.parseLong(typed);
        } catch (NumberFormatException wrong) {
            throw refused(typed);
        }
        if (number < 1) {
            throw refused(typed);
        }
        return number;
    }

    private static TypeConversionException refused(String typed) {
        return new TypeConversionException("'" + typed + "' is not a whole number from 1 up");
    }
}
