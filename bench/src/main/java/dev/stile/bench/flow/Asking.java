package dev.stile.bench.flow;

import java.util.Locale;

/** What each of a thousand rules asks for, and what an event says that one of them wants. */
enum Asking {
    SHAPES("shapes"),
    PLAIN_PATTERNS("patterns of plain text"),
    OTHER_PATTERNS("patterns that begin with none");

    private final String words;

    Asking(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** The filter of a rule. */
    String filter(int rule) {
        return switch (this) {
            case SHAPES -> "shape: { thread: pond-%d }".formatted(rule);
            case PLAIN_PATTERNS -> pattern("gauge %04d rising", rule);
            case OTHER_PATTERNS ->
                    switch (rule % 3) {
                        case 0 -> pattern("\\bgauge\\s+%04d\\b", rule);
                        case 1 -> pattern("(?:gauge|meter) %04d ris(?:ing|en)", rule);
                        default -> pattern("[gm]auge %04d [a-z]+ing", rule);
                    };
        };
    }

    private static String pattern(String form, int rule) {
        return "regex: { pattern: '" + String.format(Locale.ROOT, form, rule) + "' }";
    }
}
