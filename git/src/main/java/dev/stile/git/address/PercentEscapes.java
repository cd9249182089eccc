package dev.stile.git.address;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent escapes of UTF-8 bytes, as in RFC 3986 section 2.1. */
final class PercentEscapes {
    private PercentEscapes() {}

    /**
     * Decodes every escape, once.
     *
     * @throws IllegalArgumentException if an escape is cut or the bytes are not UTF-8
     */
    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int index = 0;
        while (index < text.length()) {
            char unit = text.charAt(index);
            if (unit == '%') {
                if (index + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(index + 1))
                        || !HexFormat.isHexDigit(text.charAt(index + 2))) {
                    throw new IllegalArgumentException("a percent sign is written %25");
                }
                bytes.write(HexFormat.fromHexDigits(text, index + 1, index + 3));
                index += 3;
            } else {
                int point = text.codePointAt(index);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                index += Character.charCount(point);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException("its percent escapes are not UTF-8", notText);
        }
    }

    /** Escapes every byte but letters, digits, {@code . _ ~ - /}. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (unit & 0xff);
            if (letter < 0x80
                    && (Character.isLetterOrDigit(letter) || "._~-/".indexOf(letter) >= 0)) {
                encoded.append(letter);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
            }
        }
        return encoded.toString();
    }
}
