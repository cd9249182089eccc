package dev.stile.flow.webhook;

import dev.stile.core.digest.Sha256;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A new address of a receiver, to be shown once: only a digest of its token is kept.
 *
 * @param text the whole address
 * @param tokenSha256 lower-case hex
 */
public record WebhookAddress(String text, String tokenSha256) {
    /** Where all receivers are, below the server's own address. */
    public static final String PATH = "/hooks/";

    private static final int TOKEN_BYTES = 16;

    static WebhookAddress of(String base, String connection, RandomGenerator random) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        String text = HexFormat.of().formatHex(token);
        return new WebhookAddress(base + PATH + connection + "/" + text, Sha256.hex(text));
    }

    /** The address without its token. */
    static String hidden(String base, String connection) {
        return base + PATH + connection + "/...";
    }

    /** Not the token. */
    @Override
    public String toString() {
        return "an address whose token is " + tokenSha256;
    }
}
