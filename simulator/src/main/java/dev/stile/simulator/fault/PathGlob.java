package dev.stile.simulator.fault;

import java.util.regex.Pattern;

/** Paths by a pattern: {@code *} stands for what is in one segment, {@code **} for anything. */
public final class PathGlob {
    private PathGlob() {}

    /** Whether the whole path fits. */
    public static boolean fits(String glob, String path) {
        return pattern(glob).matcher(path).matches();
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (glob.charAt(i) == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(Pattern.quote(glob.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
