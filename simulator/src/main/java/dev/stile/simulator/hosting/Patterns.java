package dev.stile.simulator.hosting;

import java.util.regex.Pattern;

/** Patterns of branches and paths: {@code *} within a segment, {@code **} across segments. */
final class Patterns {
    private Patterns() {}

    static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (pattern.charAt(i) == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(Pattern.quote(pattern.substring(i, i + 1)));
            }
        }
        return Pattern.matches(regex.toString(), name);
    }
}
