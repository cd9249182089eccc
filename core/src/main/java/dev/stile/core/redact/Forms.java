package dev.stile.core.redact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** The forms in which programs commonly write a value (TU-44), without line breaks. */
final class Forms {
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ";,/?:@&=+$#";
    private static final int SHORTEST_TOKEN = 4;
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();
    private static final HexFormat LOWER = HexFormat.of();

    private final Set<String> found = new LinkedHashSet<>();

    private Forms() {}

    /** Each form as Latin-1 text, one character a byte, at least {@code shortest} long. */
    static Set<String> of(byte[] value, int shortest) {
        Forms forms = new Forms();
        String raw = latin(value);
        forms.add(raw);
        forms.add(LOWER.formatHex(value));
        forms.add(UPPER.formatHex(value));
        forms.addBase64(value);
        forms.addPercent(value);
        forms.addJson(value);
        forms.addHtml(raw);
        forms.addShell(raw);
        forms.found.removeIf(form -> form.length() < shortest);
        return forms.found;
    }

    /**
     * Each form of a value that is searched for as a whole token, so that base64 has one alignment.
     * Of forms that are not the value itself, what is shorter than four characters would be found
     * everywhere.
     */
    static Set<String> whole(byte[] value) {
        Forms forms = new Forms();
        String raw = latin(value);
        forms.add(LOWER.formatHex(value));
        forms.add(UPPER.formatHex(value));
        for (Base64.Encoder encoder :
                new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            forms.add(latin(encoder.encode(value)));
            forms.add(latin(encoder.withoutPadding().encode(value)));
        }
        forms.addPercent(value);
        forms.addJson(value);
        forms.addHtml(raw);
        forms.addShell(raw);
        forms.found.removeIf(form -> form.length() < SHORTEST_TOKEN);
        forms.found.add(raw);
        return forms.found;
    }

    /** Line breaks are skipped where text is searched, so no form has any. */
    private void add(String form) {
        found.add(form.replace("\r", "").replace("\n", ""));
    }

    /**
     * What stays the same of base64 whatever stands before and after the value: three alignments,
     * without the characters that share bits with neighbours.
     */
    private void addBase64(byte[] value) {
        for (int shift = 0; shift < 3; shift++) {
            byte[] padded = new byte[value.length + shift];
            System.arraycopy(value, 0, padded, shift, value.length);
            int from = (shift * 8 + 5) / 6;
            int to = padded.length * 8 / 6;
            for (Base64.Encoder encoder :
                    new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
                String encoded = latin(encoder.encode(padded));
                if (from < to) {
                    add(encoded.substring(from, to));
                    add(encoded.substring(from, to).replace("/", "\\/"));
                    add(encoded.substring(from, to).replace("+", "%2B").replace("/", "%2F"));
                }
            }
            Arrays.fill(padded, (byte) 0);
        }
    }

    private void addPercent(byte[] value) {
        for (String plain :
                new String[] {
                    "", UNRESERVED, UNRESERVED + "!'()*", UNRESERVED + "!'()*" + RESERVED
                }) {
            for (HexFormat digits : new HexFormat[] {UPPER, LOWER}) {
                String encoded =
                        each(
                                value,
                                unit ->
                                        isPlain(unit, plain)
                                                ? Optional.empty()
                                                : percent(digits, unit));
                add(encoded);
                add(encoded.replace("%20", "+"));
            }
        }
        add(each(value, unit -> percent(UPPER, unit)));
        add(each(value, unit -> percent(LOWER, unit)));
    }

    private void addJson(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        for (HexFormat digits : new HexFormat[] {UPPER, LOWER}) {
            for (String escaped : new String[] {"", "<>&='", "/<>&='\""}) {
                for (boolean asciiOnly : new boolean[] {false, true}) {
                    StringBuilder form = new StringBuilder();
                    text.chars()
                            .forEach(unit -> form.append(json(unit, escaped, asciiOnly, digits)));
                    add(latin(form.toString().getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        add(latin(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    }

    private static String json(int unit, String escaped, boolean asciiOnly, HexFormat digits) {
        if (escaped.indexOf(unit) >= 0 || (asciiOnly && unit > 0x7e)) {
            return "\\u" + hex(digits, unit, 4);
        }
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> unit < 0x20 ? "\\u" + hex(digits, unit, 4) : Character.toString((char) unit);
        };
    }

    private void addHtml(String raw) {
        String base = raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        for (String quote : new String[] {"\"", "&quot;", "&#34;"}) {
            for (String apostrophe : new String[] {"'", "&#39;", "&#x27;", "&apos;", "&#039;"}) {
                String form = base.replace("\"", quote).replace("'", apostrophe);
                add(form);
                add(form.replace("/", "&#x2F;").replace("=", "&#x3D;").replace("`", "&#x60;"));
            }
        }
    }

    private void addShell(String raw) {
        add(raw.replace("'", "'\\''"));
        add(raw.replace("'", "'\"'\"'"));
        add(raw.replace("\\", "\\\\").replace("'", "\\'"));
        add(
                raw.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "\\$")
                        .replace("`", "\\`"));
        StringBuilder each = new StringBuilder();
        raw.chars()
                .forEach(
                        unit -> {
                            if (!isPlain(unit, "_-./,:@%+=") && unit < 0x80) {
                                each.append('\\');
                            }
                            each.append((char) unit);
                        });
        add(each.toString());
    }

    private static String each(byte[] value, IntFunction<Optional<String>> form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length * 3);
        for (byte unit : value) {
            Optional<String> written = form.apply(unit & 0xff);
            if (written.isPresent()) {
                bytes.writeBytes(written.get().getBytes(StandardCharsets.ISO_8859_1));
            } else {
                bytes.write(unit);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> percent(HexFormat digits, int unit) {
        return Optional.of("%" + hex(digits, unit, 2));
    }

    private static boolean isPlain(int unit, String more) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || more.indexOf(unit) >= 0;
    }

    private static String hex(HexFormat digits, int unit, int length) {
        return digits.toHexDigits(unit, length);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
