package dev.stile.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where the log ended when it was last kept outside the database.
 *
 * @param chain id of the chain
 * @param sequence number of its last row; 0 before there is one
 * @param hash lower-case hex hash of that row; zeros before there is one
 */
public record AuditHead(String chain, long sequence, String hash) {
    /** One line: {@code stile-audit-head 1 CHAIN SEQ HASH MAC}. */
    private static final String MAGIC = "stile-audit-head 1 ";

    /** Where a log ends that is about to have its first row. */
    static AuditHead ofNoRow(String chain) {
        return new AuditHead(chain, 0, RowBody.NO_PREVIOUS);
    }

    boolean isOfNoRow() {
        return sequence == 0;
    }

    /** The file's content, with a proof that whoever wrote it had the key. */
    byte[] sealed(byte[] key) {
        String line = MAGIC + this;
        String mac = Digests.hex(Digests.hmac(key, line.getBytes(StandardCharsets.UTF_8)));
        return (line + " " + mac + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the file's content; empty if it was not written with this key. */
    static Optional<AuditHead> unseal(byte[] content, byte[] key) {
        String text = new String(content, StandardCharsets.UTF_8);
        String[] words = text.strip().split(" ", 7);
        if (words.length != 6
                || !words[3].matches("[0-9]{1,18}")
                || !words[5].matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        AuditHead head = new AuditHead(words[2], Long.parseLong(words[3]), words[4]);
        byte[] mac = Digests.hmac(key, (MAGIC + head).getBytes(StandardCharsets.UTF_8));
        boolean authentic =
                MessageDigest.isEqual(mac, HexFormat.of().parseHex(words[5]))
                        && text.equals(new String(head.sealed(key), StandardCharsets.UTF_8));
        return authentic ? Optional.of(head) : Optional.empty();
    }

    /** {@code CHAIN SEQ HASH}: what {@code stile audit anchor} prints. */
    @Override
    public String toString() {
        return chain + " " + sequence + " " + hash;
    }
}
