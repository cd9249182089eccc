package dev.stile.flow.outbox;

import java.util.Locale;

/**
 * How people name a content: by its hash, or by at least twelve digits of its beginning (TU-63).
 */
final class Hashes {
    private static final int FEWEST = 12;

    private Hashes() {}

    static boolean names(String typed, String sha256) {
        return typed.length() >= FEWEST && sha256.startsWith(typed.toLowerCase(Locale.ROOT));
    }
}
