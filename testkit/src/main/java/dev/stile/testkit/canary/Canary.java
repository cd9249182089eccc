package dev.stile.testkit.canary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that sing wherever they come out: as they are, in hexadecimal, and in base64 at each
 * alignment, and all of these also below escapes of URLs, JSON, HTML and shells, or broken into
 * lines. Immutable; any thread may ask.
 */
public final class Canary {
    /** In base64 the first and the last characters of a shorter one depend on its neighbours. */
    private static final int SHORTEST = 8;

    private static final int MOST_SHOWN = 60;

    private final Map<String, String> exact = new LinkedHashMap<>();
    private final Map<String, String> anyCase = new LinkedHashMap<>();
    private final Map<String, String> base64 = new LinkedHashMap<>();

    /**
     * @param secrets each of at least 8 bytes
     */
    public Canary(Collection<String> secrets) {
        int number = 0;
        for (String secret : secrets) {
            number++;
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            if (bytes.length < SHORTEST) {
                throw new IllegalArgumentException("a canary has 8 bytes or more");
            }
            exact.put(latin(bytes), "secret " + number);
            anyCase.put(HexFormat.of().formatHex(bytes), "secret " + number + " in hex");
            anyCase.put(
                    HexFormat.ofDelimiter(":").formatHex(bytes), "secret " + number + " in hex");
            for (int shift = 0; shift < 3; shift++) {
                base64.put(aligned(bytes, shift), "secret " + number + " in base64");
            }
        }
    }

    /** Where it sings, if it does: which one, in which form, and what stands before it. */
    public Optional<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes, such as those of a file. */
    public Optional<String> in(byte[] bytes) {
        return Views.find(
                latin(bytes),
                view ->
                        found(view, exact)
                                .or(() -> found(view.toLowerCase(Locale.ROOT), anyCase))
                                .or(() -> found(plain64(view), base64)));
    }

    /** Each of the texts in which it sings. */
    public List<String> in(Map<String, String> texts) {
        List<String> found = new ArrayList<>();
        texts.forEach((place, text) -> in(text).ifPresent(what -> found.add(place + ": " + what)));
        return found;
    }

    private static Optional<String> found(String text, Map<String, String> forms) {
        for (Map.Entry<String, String> form : forms.entrySet()) {
            int at = text.indexOf(form.getKey());
            if (at >= 0) {
                String before = text.substring(Math.max(0, at - MOST_SHOWN), at);
                return Optional.of(form.getValue() + " after " + before);
            }
        }
        return Optional.empty();
    }

    /** What stays of it in base64 whatever its neighbours are, with so many bytes before it. */
    private static String aligned(byte[] bytes, int shift) {
        byte[] padded = new byte[bytes.length + shift];
        System.arraycopy(bytes, 0, padded, shift, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
        return encoded.substring((shift * 8 + 5) / 6, padded.length * 8 / 6);
    }

    private static String plain64(String text) {
        return text.replace('-', '+').replace('_', '/');
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
