package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One code host: its lower-case ASCII name or IP literal, and {@code :port} where the port is not
 * the scheme's own.
 *
 * @param text such as {@code code.example} or {@code 127.0.0.1:8080}
 */
public record HostId(String text) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}\\])"
                            + "(:(?<port>[1-9][0-9]{0,4}))?");
    private static final int LAST_PORT = 65_535;

    public HostId {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches() || text.contains("..") || !isPort(shape.group("port"))) {
            throw new Invalid("host", "is a lower-case host name and perhaps a port", List.of());
        }
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null || Integer.parseInt(digits) <= LAST_PORT;
    }

    /** The host of an {@code http} or {@code https} address. */
    public static HostId of(URI address) {
        String host =
                Optional.ofNullable(address.getHost())
                        .orElseThrow(() -> new Invalid("host", "the address names none", List.of()))
                        .toLowerCase(Locale.ROOT);
        int own = "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
        boolean standard = address.getPort() < 0 || address.getPort() == own;
        return new HostId(standard ? host : host + ":" + address.getPort());
    }

    @Override
    public String toString() {
        return text;
    }
}
