package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.store.IdempotencyKey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hidden last line of our comments. It proves that whoever has the key wrote exactly this text
 * on this pull request, and nothing in any other place or under any other text.
 *
 * <p>Line ends and what is blank at the end do not count, since hosts change both.
 */
final class CommentMarks {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern LINE =
            Pattern.compile("<!-- stile:v1 ([A-Za-z0-9_-]{1,128}) ([0-9a-f]{64}) -->");

    private final Supplier<byte[]> key;
    private final Function<RepoRef, List<String>> former;

    /**
     * @param key gives the key, 32 bytes, to be read only
     * @param former what a repository was called before: marks of then hold
     */
    CommentMarks(Supplier<byte[]> key, Function<RepoRef, List<String>> former) {
        this.key = key;
        this.former = former;
    }

    /** Those of a connection in a home. */
    static CommentMarks of(HostParts parts, String connection) {
        return new CommentMarks(
                new MarkKey(parts.home(), parts.database(), parts.randomness()),
                repo ->
                        parts.database()
                                .read(
                                        Deadline.after(PATIENCE),
                                        transaction ->
                                                FormerNames.of(transaction, connection, repo)));
    }

    String mark(PrRef pr, IdempotencyKey idempotencyKey, String text) {
        return "<!-- stile:v1 "
                + idempotencyKey.text()
                + " "
                + HexFormat.of().formatHex(mac(pr.key(), idempotencyKey.text(), plain(text)))
                + " -->";
    }

    Optional<IdempotencyKey> keyOf(PrRef pr, String markedText) {
        String text = plain(markedText);
        int lineEnd = text.lastIndexOf('\n');
        Matcher line = LINE.matcher(text.substring(lineEnd + 1));
        if (lineEnd < 0 || !line.matches()) {
            return Optional.empty();
        }
        String said = plain(text.substring(0, lineEnd));
        byte[] mac = HexFormat.of().parseHex(line.group(2));
        boolean ours =
                MessageDigest.isEqual(mac(pr.key(), line.group(1), said), mac)
                        || former.apply(pr.repo()).stream()
                                .map(repo -> FormerNames.key(repo, pr))
                                .anyMatch(
                                        name ->
                                                MessageDigest.isEqual(
                                                        mac(name, line.group(1), said), mac));
        return ours ? Optional.of(new IdempotencyKey(line.group(1))) : Optional.empty();
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").stripTrailing();
    }

    private byte[] mac(String pr, String idempotencyKey, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.get(), ALGORITHM));
            add(mac, pr);
            add(mac, idempotencyKey);
            add(mac, text);
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    /** With its length before it, so that no two lists of parts look the same. */
    private static void add(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }
}
