package dev.stile.flow.webhook;

import java.util.Locale;

/** How a sender proves that a delivery is its own. */
sealed interface Proof {
    /** The header that carries it. */
    String header();

    /**
     * A keyed digest.
     *
     * @param separator between several signatures, any of which may be the right one; empty where
     *     there is one
     * @param prefix of a signature; others in the same header are not ours
     * @param signed what is signed
     * @param keyInBase64 whether the secret is the key in Base64, after the form's secret prefix
     */
    record Hmac(
            String header,
            Algorithm algorithm,
            Encoding encoding,
            String prefix,
            String separator,
            SignedText signed,
            boolean keyInBase64)
            implements Proof {}

    /** The secret itself: it proves who sends, and nothing of what is sent. */
    record Token(String header) implements Proof {}

    /** Digests that are still good for signing. */
    enum Algorithm {
        SHA256("HmacSHA256"),
        SHA384("HmacSHA384"),
        SHA512("HmacSHA512");

        private final String platform;

        Algorithm(String platform) {
            this.platform = platform;
        }

        /** As the platform calls it. */
        String platform() {
            return platform;
        }

        /**
         * @throws IllegalArgumentException if there is none of that name
         */
        static Algorithm parse(String text) {
            return Names.constant(Algorithm.class, text);
        }
    }

    /** How the bytes of a digest are written. */
    enum Encoding {
        HEX,
        BASE64;

        /**
         * @throws IllegalArgumentException if there is none of that name
         */
        static Encoding parse(String text) {
            return Names.constant(Encoding.class, text);
        }
    }

    /** Names of constants as data spells them. */
    final class Names {
        private Names() {}

        static <E extends Enum<E>> E constant(Class<E> type, String text) {
            for (E each : type.getEnumConstants()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("there is no " + text);
        }
    }
}
