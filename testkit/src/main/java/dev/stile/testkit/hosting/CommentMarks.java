package dev.stile.testkit.hosting;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hidden last lines of comments, with a MAC over pull request, key and text. */
record CommentMarks(byte[] secret) {
    private static final Pattern LAST_LINE =
            Pattern.compile(
                    "(?s)(.*)\n\n<!-- test-mark ([A-Za-z0-9_-]{1,128}) ([0-9a-f]{64}) -->\\s*");

    String mark(PrRef pr, IdempotencyKey key, String text) {
        return "<!-- test-mark " + key + " " + mac(pr, key.text(), text) + " -->";
    }

    Optional<IdempotencyKey> keyOf(PrRef pr, String markedText) {
        Matcher marked = LAST_LINE.matcher(markedText.replace("\r\n", "\n"));
        if (!marked.matches()
                || !mac(pr, marked.group(2), marked.group(1)).equals(marked.group(3))) {
            return Optional.empty();
        }
        return Optional.of(new IdempotencyKey(marked.group(2)));
    }

    private String mac(PrRef pr, String key, String text) {
        String plain = text.replace("\r\n", "\n");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(
                            mac.doFinal(
                                    (pr.key() + "\n" + key + "\n" + plain)
                                            .getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every platform has HmacSHA256", missing);
        }
    }
}
