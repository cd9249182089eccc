package dev.stile.core.egress;

import dev.stile.api.connector.SecretPlacement;
import dev.stile.core.egress.grant.Denial;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which headers a connector may set (TU-10), and what may stand in any header (TU-9). */
final class HeaderRules {
    private static final Set<String> RESERVED =
            Set.of(
                    "host",
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "upgrade",
                    "expect",
                    "cookie",
                    "cookie2",
                    "set-cookie",
                    "authorization",
                    "accept-encoding",
                    "user-agent",
                    "if-none-match",
                    "range");

    /** Headers by which some servers take another method than the one of the request. */
    private static final Set<String> METHOD_OVERRIDES =
            Set.of("x-http-method-override", "x-http-method", "x-method-override");

    private static final String IN_NAMES = "!#$%&'*+-.^_`|~";

    private HeaderRules() {}

    /** Why the headers of a connector may not be sent, if they may not. */
    static Optional<Denial> check(Map<String, String> headers, List<PlacedSecret> secrets) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            if (!isName(name) || !isValue(header.getValue())) {
                return denied("a header holds a line break or another character that none may");
            }
            if (isReserved(name.toLowerCase(Locale.ROOT), secrets)) {
                return denied("only the gate sets the header " + name);
            }
        }
        return Optional.empty();
    }

    static boolean isValue(String text) {
        return text.chars().allMatch(unit -> unit == '\t' || (unit >= ' ' && unit < 0x7f));
    }

    private static boolean isReserved(String name, List<PlacedSecret> secrets) {
        return RESERVED.contains(name)
                || METHOD_OVERRIDES.contains(name)
                || name.startsWith("proxy-")
                || secrets.stream().anyMatch(secret -> isPlacedIn(secret, name));
    }

    private static boolean isPlacedIn(PlacedSecret secret, String name) {
        return switch (secret.spec().placement()) {
            case SecretPlacement.Header(String header, var prefix) -> header.equalsIgnoreCase(name);
            case SecretPlacement.Exchanged(String header, var prefix, var exchange) ->
                    header.equalsIgnoreCase(name);
            case SecretPlacement.Basic _, SecretPlacement.Frame _, SecretPlacement.Variable _ ->
                    false;
        };
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(
                                unit ->
                                        (unit < 0x80 && Character.isLetterOrDigit(unit))
                                                || IN_NAMES.indexOf(unit) >= 0);
    }

    private static Optional<Denial> denied(String what) {
        return Optional.of(new Denial.HeaderNotAllowed(what));
    }
}
