package dev.stile.api.hosting;

/** Yes, no, or not known, which is neither. */
public enum Tri {
    YES,
    NO,
    UNKNOWN;

    public static Tri of(boolean known) {
        return known ? YES : NO;
    }
}
