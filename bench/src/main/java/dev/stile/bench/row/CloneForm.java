package dev.stile.bench.row;

/** What a first clone brings. */
public enum CloneForm {
    FULL("clone", "first clone, all files"),
    LAZY("clone-lazy", "first clone, no files"),
    SPARSE("clone-sparse", "first clone, sparse");

    private final String row;
    private final String words;

    CloneForm(String row, String words) {
        this.row = row;
        this.words = words;
    }

    String row() {
        return row;
    }

    String words() {
        return words;
    }

    String[] options() {
        return switch (this) {
            case FULL -> new String[0];
            case LAZY -> new String[] {"--filter=blob:none", "--no-checkout"};
            case SPARSE -> new String[] {"--filter=blob:none", "--sparse"};
        };
    }
}
