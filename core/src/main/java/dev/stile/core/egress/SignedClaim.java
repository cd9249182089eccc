package dev.stile.core.egress;

import dev.stile.api.secret.SecureValue;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON Web Token (RFC 7519, signed as RFC 7515 says) that claims to be somebody for a few
 * minutes. For one thread.
 */
final class SignedClaim {
    /** Clocks differ: it was made a minute ago, and ends two minutes before it would have to. */
    private static final Duration SINCE = Duration.ofSeconds(60);

    private static final Duration FOR = Duration.ofMinutes(8);

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE"
                            + " KEY-----");

    /** Version 0 and the algorithm rsaEncryption, as PKCS #8 puts them before a key of PKCS #1. */
    private static final byte[] OF_RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private final PrivateKey key;
    private final String issuer;

    private SignedClaim(PrivateKey key, String issuer) {
        this.key = key;
        this.issuer = issuer;
    }

    /**
     * @param pem an RSA key in PKCS #1 or PKCS #8; line ends may be written as {@code \n}
     * @throws Failure SECRET_MISSING if it is none
     */
    static SignedClaim of(SecureValue pem, String connection, PlacedSecret secret, String issuer) {
        return new SignedClaim(pem.lend(bytes -> key(bytes, connection, secret)), issuer);
    }

    private static PrivateKey key(byte[] pem, String connection, PlacedSecret secret) {
        Matcher text =
                PEM.matcher(new String(pem, StandardCharsets.ISO_8859_1).replace("\\n", "\n"));
        if (!text.find()) {
            throw noKey(connection, secret);
        }
        byte[] encoded = new byte[0];
        try {
            encoded = Base64.getMimeDecoder().decode(text.group(2));
            byte[] whole = text.group(1) == null ? encoded : wrapped(encoded);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(whole));
        } catch (GeneralSecurityException | IllegalArgumentException odd) {
            throw noKey(connection, secret);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static Failure noKey(String connection, PlacedSecret secret) {
        return Failure.of(Code.SECRET_MISSING)
                .headline(
                        "the secret "
                                + secret.spec().name()
                                + " holds no RSA private key in PEM without a passphrase")
                .detail("it comes from " + secret.reference().text())
                .argument("connection", connection)
                .build();
    }

    private static byte[] wrapped(byte[] ofPkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(OF_RSA);
        put(inner, OCTETS, ofPkcs1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        put(whole, SEQUENCE, inner.toByteArray());
        return whole.toByteArray();
    }

    /** As DER writes it: the length in as few bytes as it takes. */
    private static void put(ByteArrayOutputStream into, int tag, byte[] content) {
        into.write(tag);
        if (content.length < 0x80) {
            into.write(content.length);
        } else if (content.length <= 0xff) {
            into.write(0x81);
            into.write(content.length);
        } else {
            into.write(0x82);
            into.write(content.length >> 8);
            into.write(content.length);
        }
        into.writeBytes(content);
    }

    SecureValue at(Instant now) {
        String claim =
                encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
                        + "."
                        + encoded(
                                "{\"iat\":"
                                        + now.minus(SINCE).getEpochSecond()
                                        + ",\"exp\":"
                                        + now.plus(FOR).getEpochSecond()
                                        + ",\"iss\":\""
                                        + issuer
                                        + "\"}");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(claim.getBytes(StandardCharsets.US_ASCII));
            return SecureValue.takeFrom((claim + "." + encoded(signature.sign())).toCharArray());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java signs with RSA", missing);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
