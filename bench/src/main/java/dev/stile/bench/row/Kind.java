package dev.stile.bench.row;

/** What a push carries. */
public enum Kind {
    EDITS("edit"),
    CREATES("create");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    String words(int count) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
