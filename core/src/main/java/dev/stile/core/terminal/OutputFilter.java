package dev.stile.core.terminal;

/** What all text passes on its way out: it takes secrets out. Any thread may call. */
@FunctionalInterface
public interface OutputFilter {
    /** The text without what must not be seen. */
    String clean(String text);
}
