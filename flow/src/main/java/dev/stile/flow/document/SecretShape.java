package dev.stile.flow.document;

import com.google.re2j.Pattern;

import dev.stile.api.json.Json;

import java.util.List;

/** What vendors' tokens and keys look like, so that none is written where anybody reads it. */
public final class SecretShape {
    private static final List<Pattern> SHAPES =
            List.of(
                    Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
                    Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{20,}"),
                    Pattern.compile("\\bgithub_pat_[A-Za-z0-9_]{20,}"),
                    Pattern.compile("\\bglpat-[A-Za-z0-9_-]{16,}"),
                    Pattern.compile("\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
                    Pattern.compile("\\bsk-[A-Za-z0-9_-]{20,}"),
                    Pattern.compile("\\b[rs]k_live_[A-Za-z0-9]{16,}"),
                    Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"),
                    Pattern.compile("\\blin_api_[A-Za-z0-9]{20,}"),
                    Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\."),
                    Pattern.compile("(?i)\\bBearer\\s+[A-Za-z0-9._~+/-]{20,}"),
                    Pattern.compile("://[^/\\s:@]*:[^/\\s@]+@"));

    private SecretShape() {}

    /** Whether the text holds something that looks like a secret. */
    public static boolean isIn(String text) {
        return SHAPES.stream().anyMatch(shape -> shape.matcher(text).find());
    }

    /** Tells every text of a document that holds something shaped like a secret. */
    public static void refuseIn(DocumentView place) {
        switch (place.value()) {
            case Json.JsonObject object -> place.members().values().forEach(SecretShape::refuseIn);
            case Json.JsonArray array -> place.items().forEach(SecretShape::refuseIn);
            case Json.JsonText(String text) -> {
                if (isIn(text)) {
                    place.fault(
                            "looks like a secret, which is not shown here",
                            "name where it is instead: env:NAME, and change it if others saw it");
                }
            }
            case Json.JsonNumber number -> {}
            case Json.JsonFlag flag -> {}
            case Json.JsonNull nothing -> {}
        }
    }
}
