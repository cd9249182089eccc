package dev.stile.flow.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The template that these tests change. */
final class Ponds {
    private Ponds() {}

    static String text() {
        try (InputStream file = Ponds.class.getResourceAsStream("pond-level.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    static byte[] with(String old, String changed) {
        String text = text();
        if (!text.contains(old)) {
            throw new AssertionError("the template has no " + old);
        }
        return text.replace(old, changed).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
