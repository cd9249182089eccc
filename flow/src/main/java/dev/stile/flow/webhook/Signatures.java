package dev.stile.flow.webhook;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and compares keyed digests. Pure. */
final class Signatures {
    /** Before a secret in Base64, as Standard Webhooks spells it. */
    static final String STANDARD_PREFIX = "whsec_";

    private static final int MOST = 16;

    private Signatures() {}

    /** The digest, or nothing if the secret is no key of that form. */
    static Optional<byte[]> digest(
            Proof.Hmac proof, byte[] secret, Consumer<Consumer<byte[]>> signed) {
        Optional<byte[]> key = key(proof, secret);
        if (key.isEmpty() || key.get().length == 0) {
            return Optional.empty();
        }
        String name = proof.algorithm().platform();
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key.get(), name));
            signed.accept(mac::update);
            return Optional.of(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("every Java has " + name, missing);
        } finally {
            Arrays.fill(key.get(), (byte) 0);
        }
    }

    /** Whether one of the signatures in a header is that digest. Each is compared, and wholly. */
    static boolean holds(Proof.Hmac proof, String header, byte[] digest) {
        String[] each =
                proof.separator().isEmpty()
                        ? new String[] {header}
                        : header.split(java.util.regex.Pattern.quote(proof.separator()), MOST + 1);
        boolean found = false;
        for (int index = 0; index < Math.min(each.length, MOST); index++) {
            String text = each[index].strip();
            if (text.startsWith(proof.prefix())) {
                byte[] claimed = decoded(proof.encoding(), text.substring(proof.prefix().length()));
                found |= MessageDigest.isEqual(digest, claimed);
            }
        }
        return found;
    }

    /** As a sender writes it. */
    static String written(Proof.Hmac proof, byte[] digest) {
        return proof.prefix()
                + switch (proof.encoding()) {
                    case HEX -> HexFormat.of().formatHex(digest);
                    case BASE64 -> Base64.getEncoder().encodeToString(digest);
                };
    }

    private static Optional<byte[]> key(Proof.Hmac proof, byte[] secret) {
        if (!proof.keyInBase64()) {
            return Optional.of(secret.clone());
        }
        byte[] encoded =
                Bytes.startsWith(secret, STANDARD_PREFIX)
                        ? Bytes.after(secret, STANDARD_PREFIX)
                        : secret.clone();
        try {
            return Optional.of(Base64.getDecoder().decode(encoded));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static byte[] decoded(Proof.Encoding encoding, String text) {
        try {
            return switch (encoding) {
                case HEX -> HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
                case BASE64 -> Base64.getDecoder().decode(text);
            };
        } catch (IllegalArgumentException notOfThatForm) {
            return new byte[0];
        }
    }
}
