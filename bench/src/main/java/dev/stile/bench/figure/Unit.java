package dev.stile.bench.figure;

import java.util.Locale;

/** What a figure counts. */
public enum Unit {
    MILLISECONDS("ms", 1, false),
    MICROSECONDS("us", 1, false),
    KIBIBYTES("KB", 0, false),
    MEBIBYTES("MB", 0, false),
    MEGABYTES_A_SECOND("MB/s", 0, true),
    ROWS_A_SECOND("rows/s", 0, true),
    EVENTS_A_SECOND("events/s", 0, true),
    PUSHES_A_SECOND("pushes/s", 2, true);

    private final String sign;
    private final int digits;
    private final boolean moreIsBetter;

    Unit(String sign, int digits, boolean moreIsBetter) {
        this.sign = sign;
        this.digits = digits;
        this.moreIsBetter = moreIsBetter;
    }

    public String sign() {
        return sign;
    }

    /** Whether a larger figure is the better one. */
    public boolean isMoreBetter() {
        return moreIsBetter;
    }

    /** A figure without its sign: whole from a hundred on. */
    public String number(double value) {
        return String.format(Locale.ROOT, "%." + (value >= 100 ? 0 : digits) + "f", value);
    }
}
