package dev.stile.connectors.redmine.wire;

import dev.stile.api.value.Version;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Builds the version of an issue: {@code <updated_on>-<content>-<shown>}.
 *
 * <p>The server has none. {@code content} hashes what can be written, by ids; {@code shown} hashes
 * what else is shown: names of statuses, people and the like, and relations. These two change
 * without {@code updated_on} [tried with 5.0.4], so a precondition that held on them would refuse a
 * push that a delta could never explain.
 */
public final class IssueVersion {
    private static final int BYTES = 8;

    private final MessageDigest content = sha256();
    private final MessageDigest shown = sha256();

    void content(String name, String value) {
        add(content, name, value);
    }

    void shown(String name, String value) {
        add(shown, name, value);
    }

    Version at(Instant updatedOn) {
        HexFormat hex = HexFormat.of();
        return new Version(
                updatedOn
                        + "-"
                        + hex.formatHex(content.digest(), 0, BYTES)
                        + "-"
                        + hex.formatHex(shown.digest(), 0, BYTES));
    }

    /** Whether a write that expects the one may go on when the record has the other. */
    public static boolean sameContent(Version expected, Version current) {
        return contentPart(expected).equals(contentPart(current));
    }

    private static String contentPart(Version version) {
        int end = version.text().lastIndexOf('-');
        return end < 0 ? version.text() : version.text().substring(0, end);
    }

    /** Lower-case hex SHA-256 of a text in UTF-8. */
    static String hash(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void add(MessageDigest digest, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update((name + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
