package dev.stile.flow.document;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.flow.path.JsonPointer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds texts that look like a secret: the marks that issuers put before their keys, keys in their
 * armour, credentials inside an address, and texts under a name that says so. A random word without
 * any mark cannot be told from an id and is not found.
 */
public final class SecretShape {
    private static final List<Pattern> SHAPES =
            List.of(
                    Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
                    Pattern.compile(
                            "\\b(gh[opsur]|git[a-z]{3}_pat|glpat|gldt)[_-][A-Za-z0-9_-]{16,}"),
                    Pattern.compile("\\bxox[a-z]-[A-Za-z0-9-]{10,}"),
                    Pattern.compile("\\b(sk|pk|rk)[-_](?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{16,}"),
                    Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
                    Pattern.compile("\\bAIza[0-9A-Za-z_-]{30,}"),
                    Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\."),
                    Pattern.compile("(?i)\\b(bearer|basic) +[A-Za-z0-9+/_.~-]{16,}=*"),
                    Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^/\\s:@{]+:[^/\\s@{]+@"),
                    Pattern.compile("\\b[0-9]{8,10}:[A-Za-z0-9_-]{35}\\b"));

    private static final Set<String> NAMES =
            Set.of(
                    "password",
                    "passwd",
                    "passphrase",
                    "secret",
                    "client_secret",
                    "token",
                    "access_token",
                    "refresh_token",
                    "auth_token",
                    "api_key",
                    "apikey",
                    "x_api_key",
                    "private_key",
                    "authorization");

    private SecretShape() {}

    /** Whether the text looks like a secret, wherever it stands. */
    public static boolean isIn(String text) {
        return SHAPES.stream().anyMatch(shape -> shape.matcher(text).find());
    }

    /** Adds a fault for each place that looks like a secret. The text itself is not told. */
    public static void find(Json value, String pointer, Faults faults) {
        switch (value) {
            case Json.JsonObject(Map<String, Json> members) ->
                    members.forEach(
                            (name, member) -> {
                                String place = JsonPointer.below(pointer, name);
                                if (isNamedSecret(name, member) || isIn(name)) {
                                    refuse(place, faults);
                                } else {
                                    find(member, place, faults);
                                }
                            });
            case Json.JsonArray(List<Json> items) -> {
                for (int index = 0; index < items.size(); index++) {
                    find(items.get(index), pointer + "/" + index, faults);
                }
            }
            case Json.JsonText(String text) -> {
                if (isIn(text)) {
                    refuse(pointer, faults);
                }
            }
            case Json.JsonNumber number -> {}
            case Json.JsonFlag flag -> {}
            case Json.JsonNull nothing -> {}
        }
    }

    /** A placeholder under such a name comes from an event and is no secret of ours. */
    private static boolean isNamedSecret(String name, Json value) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT).replace('-', '_'))
                && value instanceof Json.JsonText(String text)
                && !text.isBlank()
                && !text.contains("{{");
    }

    private static void refuse(String pointer, Faults faults) {
        faults.add(
                Code.SECRET_LITERAL,
                pointer,
                "this looks like a secret",
                "keep it in a connection, which adds it on the way out");
    }
}
