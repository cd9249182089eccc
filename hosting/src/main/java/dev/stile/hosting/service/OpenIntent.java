package dev.stile.hosting.service;

import java.time.Instant;

/**
 * A write that may have happened.
 *
 * @param effect its number in the table of effects
 * @param connection slug
 * @param method such as {@code create_pr}
 * @param target the repository or pull request
 * @param key the key it was asked with
 * @param since when it was last sent
 * @param why what is known of how it ended
 */
public record OpenIntent(
        long effect,
        String connection,
        String method,
        String target,
        String key,
        Instant since,
        String why) {
    /** The repository or pull request as people type it. */
    public String named() {
        return named(connection, target);
    }

    /**
     * What a row is about as people type it, by its connection in the place of its host.
     *
     * @param subject such as {@code code.example/acme/web#12}
     */
    public static String named(String connection, String subject) {
        return connection + subject.substring(Math.max(0, subject.indexOf('/')));
    }
}
