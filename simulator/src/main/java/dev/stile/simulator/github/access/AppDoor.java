package dev.stile.simulator.github.access;

import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.Installation;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.wire.Request;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where apps get tokens of their installations, for a statement that their key signed ("Generating
 * a JSON Web Token (JWT) for a GitHub App"). Its wishes for fewer rights are not granted.
 */
public final class AppDoor {
    private static final Pattern PLACE =
            Pattern.compile("/app/installations/([0-9]{1,18})/access_tokens");
    private static final Pattern BEARER =
            Pattern.compile("(?i)bearer ([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LIFE = Duration.ofHours(1);

    private final Host host;
    private final AtomicInteger given = new AtomicInteger();

    public AppDoor(Host host) {
        this.host = host;
    }

    /** Whether a request wants a token; it is no account's. */
    public boolean isMeant(Request request, String path) {
        return request.method().equals("POST") && PLACE.matcher(path).matches();
    }

    /**
     * The token.
     *
     * @throws Refused for whatever is wrong with the statement
     */
    public Json.Obj token(Request request, String path) {
        Matcher place = PLACE.matcher(path);
        Matcher bearer = BEARER.matcher(request.headers().first("Authorization").orElse(""));
        if (!place.matches() || !bearer.matches()) {
            throw undecoded();
        }
        Json.Obj head = part(bearer.group(1));
        Json.Obj claims = part(bearer.group(2));
        if (!head.text("alg").equals(Optional.of("RS256"))) {
            throw undecoded();
        }
        String issuer = claims.text("iss").orElse("");
        Installation by =
                host.installationOf(issuer)
                        .orElseThrow(() -> Refused.of(404, "Integration not found"));
        if (!isSigned(by, bearer)) {
            throw undecoded();
        }
        requireTimes(claims);
        if (by.id() != Long.parseLong(place.group(1))) {
            throw Refused.notFound();
        }
        Instant ends = host.clock().now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        String value = "ghs_sim" + given.incrementAndGet() + "y" + by.id();
        host.put(
                new AccessToken(
                        value,
                        by.robot(),
                        AccessToken.Kind.INSTALLATION,
                        Set.of(),
                        Optional.of(ends)));
        return Json.object()
                .put("token", value)
                .put("expires_at", ends.toString())
                .put("permissions", Json.object().put("metadata", "read").build())
                .put("repository_selection", "all")
                .build();
    }

    private void requireTimes(Json.Obj claims) {
        long now = host.clock().now().getEpochSecond();
        long issued = whole(claims, "iat");
        long ends = whole(claims, "exp");
        if (issued > now) {
            throw Refused.of(
                    401,
                    "'Issued at' claim ('iat') must be an Integer representing the time that the"
                            + " assertion was issued");
        }
        if (ends <= now) {
            throw Refused.of(
                    401,
                    "'Expiration time' claim ('exp') must be a numeric value representing the"
                            + " future time at which the assertion expires");
        }
        if (ends > now + LONGEST.toSeconds()) {
            throw Refused.of(401, "'Expiration time' claim ('exp') is too far in the future");
        }
    }

    private static long whole(Json.Obj claims, String name) {
        return claims.number(name)
                .orElseThrow(() -> Refused.of(401, "the claim '" + name + "' is no number"));
    }

    private static boolean isSigned(Installation by, Matcher bearer) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(by.key());
            signature.update(
                    (bearer.group(1) + "." + bearer.group(2)).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(bearer.group(3)));
        } catch (GeneralSecurityException | IllegalArgumentException odd) {
            return false;
        }
    }

    private static Json.Obj part(String encoded) {
        try {
            if (JsonReader.read(Base64.getUrlDecoder().decode(encoded)) instanceof Json.Obj part) {
                return part;
            }
            throw undecoded();
        } catch (IllegalArgumentException | MalformedJsonException odd) {
            throw undecoded();
        }
    }

    private static Refused undecoded() {
        return Refused.of(401, "A JSON web token could not be decoded");
    }
}
