package dev.stile.api.value;

/**
 * The name of a branch, without {@code refs/heads/}.
 *
 * @param text 1 to 255 characters that git takes as the name of a branch (git-check-ref-format)
 */
public record BranchName(String text) implements Checked {
    private static final String FORBIDDEN = " ~^:?*[\\";

    public BranchName {
        Grammar.bounded("a branch", text, 255);
        if (!isLegal(text)) {
            throw new IllegalArgumentException("git takes no branch of that name");
        }
    }

    /** Whether git takes it as the name of a branch. */
    public static boolean isLegal(String text) {
        if (text.isEmpty()
                || text.length() > 255
                || text.equals("@")
                || text.equals("HEAD")
                || text.startsWith("-")
                || text.endsWith(".")
                || text.contains("..")
                || text.contains("@{")
                || text.chars().anyMatch(unit -> unit < 0x20 || unit == 0x7f)
                || text.chars().anyMatch(unit -> FORBIDDEN.indexOf(unit) >= 0)) {
            return false;
        }
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
