package dev.stile.api.value;

/**
 * The name of a project as the user typed it after percent escapes were decoded: {@code acme/web},
 * {@code PROJ}.
 *
 * @param text 1 to 400 characters, no control characters; no empty, {@code .} or {@code ..} segment
 */
public record ProjectRef(String text) implements Checked {
    public ProjectRef {
        Grammar.bounded("a project", text, 400);
        for (String segment : text.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("a project has no empty or dotted segment");
            }
        }
    }

    // Written out, as in each record that a helper compares before its first byte leaves: a
    // record's
    // own equality is linked at run time, which costs a fresh process milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof ProjectRef that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
