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

    /** Whether git takes it for a place on this machine, where nobody asks for a credential. */
    public static boolean isLocal(String remote) {
        if (remote.contains("://")) {
            return remote.toLowerCase(Locale.ROOT).startsWith("file:");
        }
        int colon = remote.indexOf(':');
        int slash = remote.indexOf('/');
        return colon < 0 || (slash >= 0 && slash < colon);
    }

    /** Without a user or password, which somebody may have left in a web address. */
    public static String withoutUser(String remote) {
        Matcher user = USER.matcher(remote);
        return user.matches() ? user.group(1) + user.group(2) : remote;
    }
}
