package dev.stile.core.egress.url;

import java.util.Locale;
import java.util.Optional;

/** The schemes that the gate speaks. */
public enum Scheme {
    HTTP(80),
    HTTPS(443);

    private final int defaultPort;

    Scheme(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** Whether what is sent cannot be read on its way. */
    public boolean isEncrypted() {
        return this == HTTPS;
    }

    /** As addresses spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scheme> parse(String text) {
        for (Scheme scheme : values()) {
            if (scheme.wire().equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }
}
