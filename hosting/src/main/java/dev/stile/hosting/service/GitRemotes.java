package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Delivery;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.connection.Connection;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.url.Scheme;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Git addresses with a connection's credential, for its own granted web origin alone. */
final class GitRemotes {
    /** The setting that every connector of a code host has. */
    static final String WEB_URL = "web_url";

    /** Helpers of git may ask a keyring. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String UNRESERVED = "-._~";
    private static final int LONGEST_ESCAPE = 3;

    private final Connection connection;
    private final Manifest manifest;
    private final Secrets secrets;
    private final Redactor redactor;
    private final Optional<Origin> own;

    GitRemotes(
            Connection connection,
            Manifest manifest,
            Settings settings,
            Secrets secrets,
            Redactor redactor) {
        this.connection = connection;
        this.manifest = manifest;
        this.secrets = secrets;
        this.redactor = redactor;
        this.own =
                settings.find(WEB_URL)
                        .flatMap(GitRemotes::origin)
                        .filter(origin -> connection.grant(origin.toString()).isPresent())
                        .filter(GitRemotes::isSafe);
    }

    boolean isGitOrigin(URI remote) {
        return own.isPresent() && origin(remote.toString()).equals(own);
    }

    /**
     * The address with user and credential before its host, each with all but unreserved characters
     * escaped.
     *
     * @throws Invalid if no credential may go there
     * @throws Auth if the connection has none
     */
    SecureValue withCredential(URI remote, String user) {
        if (!isGitOrigin(remote) || remote.getRawUserInfo() != null) {
            throw new Invalid(
                    "remote_url",
                    "hosting.remote_host_refused: no credential of this connection may go there",
                    List.of());
        }
        SecretSpec spec = secret();
        Secrets.Wanted wanted = Secrets.Wanted.of(connection.slug().text(), manifest, spec.name());
        SecretReference reference = reference(spec);
        try (SecureValue secret = secrets.resolve(reference, wanted, Deadline.after(PATIENCE))) {
            redactor.register(secret);
            return secret.lend(bytes -> address(remote, user, bytes));
        }
    }

    private SecretSpec secret() {
        return manifest.secrets().stream()
                .filter(spec -> spec.placement().delivery() == Delivery.GATE)
                .filter(spec -> connection.secrets().containsKey(spec.name()))
                .findFirst()
                .orElseThrow(() -> new Auth("this connection has no credential for git"));
    }

    private SecretReference reference(SecretSpec spec) {
        return Optional.ofNullable(connection.secrets().get(spec.name()))
                .map(SecretReference::parse)
                .orElseThrow(() -> new Auth("this connection has no credential for git"));
    }

    private SecureValue address(URI remote, String user, byte[] secret) {
        char[] escaped = escaped(secret);
        String before =
                remote.getScheme()
                        + "://"
                        + new String(escaped(user.getBytes(StandardCharsets.UTF_8)))
                        + ":";
        String after = "@" + remote.getRawAuthority() + remote.getRawPath();
        char[] address = new char[before.length() + escaped.length + after.length()];
        before.getChars(0, before.length(), address, 0);
        System.arraycopy(escaped, 0, address, before.length(), escaped.length);
        after.getChars(0, after.length(), address, before.length() + escaped.length);
        try (SecureValue learnt = SecureValue.takeFrom(escaped)) {
            redactor.register(learnt);
        }
        return SecureValue.takeFrom(address);
    }

    private static char[] escaped(byte[] bytes) {
        char[] escaped = new char[bytes.length * LONGEST_ESCAPE];
        int length = 0;
        for (byte unit : bytes) {
            if (isBare(unit)) {
                escaped[length++] = (char) unit;
            } else {
                escaped[length++] = '%';
                escaped[length++] = digit(unit >> 4);
                escaped[length++] = digit(unit);
            }
        }
        char[] exact = Arrays.copyOf(escaped, length);
        Arrays.fill(escaped, '\0');
        return exact;
    }

    private static boolean isBare(byte unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || UNRESERVED.indexOf(unit) >= 0;
    }

    private static char digit(int unit) {
        return Character.toUpperCase(Character.forDigit(unit & 0xf, 16));
    }

    private static Optional<Origin> origin(String address) {
        try {
            return Optional.of(WebAddress.parse(address).origin());
        } catch (AmbiguousUrlException unreadable) {
            return Optional.empty();
        }
    }

    /** A credential crosses no network in the clear. */
    private static boolean isSafe(Origin origin) {
        return origin.scheme() == Scheme.HTTPS || origin.isLoopbackByName();
    }
}
