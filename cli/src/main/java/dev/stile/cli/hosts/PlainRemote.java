package dev.stile.cli.hosts;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Git remotes as they may be shown. Pure. */
public final class PlainRemote {
    private static final Pattern USER = Pattern.compile("(?i)(https?://)[^/?#]*@(.*)");

    private PlainRemote() {}

    /** Whether git asks for a credential there. */
    public static boolean isWeb(String remote) {
        String lower = remote.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /** Without a user or password, which somebody may have left in a web address. */
    public static String withoutUser(String remote) {
        Matcher user = USER.matcher(remote);
        return user.matches() ? user.group(1) + user.group(2) : remote;
    }
}
