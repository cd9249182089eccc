package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.Secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Places the secrets of a connection in a request, each resolved for this very request. */
final class Credentials {
    private final Secrets secrets;
    private final Redactor redactor;
    private final String connection;
    private final List<PlacedSecret> placed;

    Credentials(Secrets secrets, Redactor redactor, String connection, List<PlacedSecret> placed) {
        this.secrets = secrets;
        this.redactor = redactor;
        this.connection = connection;
        this.placed = List.copyOf(placed);
    }

    /** Appends one header line for each secret. */
    void place(HeadBytes head, Deadline deadline) {
        for (PlacedSecret secret : placed) {
            Secrets.Wanted wanted =
                    new Secrets.Wanted(
                            connection,
                            secret.spec().name(),
                            secret.required(),
                            secret.spec().placement() instanceof SecretPlacement.Exchanged);
            try (SecureValue value = secrets.resolve(secret.reference(), wanted, deadline)) {
                redactor.register(value);
                value.lend(
                        bytes -> {
                            requireHeaderText(bytes, secret);
                            return line(head, secret, bytes);
                        });
            }
        }
    }

    private HeadBytes line(HeadBytes head, PlacedSecret secret, byte[] value) {
        return switch (secret.spec().placement()) {
            case SecretPlacement.Header(String name, String prefix) ->
                    head.text(name).text(": ").text(prefix).bytes(value).text("\r\n");
            case SecretPlacement.Exchanged(String name, String prefix, var exchange) ->
                    head.text(name).text(": ").text(prefix).bytes(value).text("\r\n");
            case SecretPlacement.Basic basic -> {
                byte[] pair = pair(secret.user().orElse(""), value);
                if (Redactor.isWeak(value.length)) {
                    // As a part of the pair it would not be found in base64.
                    redactor.register(pair);
                }
                byte[] encoded = Base64.getEncoder().encode(pair);
                try {
                    yield head.text("Authorization: Basic ").bytes(encoded).text("\r\n");
                } finally {
                    Arrays.fill(pair, (byte) 0);
                    Arrays.fill(encoded, (byte) 0);
                }
            }
            // They reach a connector process, and no request.
            case SecretPlacement.Frame frame -> head;
            case SecretPlacement.Variable variable -> head;
        };
    }

    private static byte[] pair(String user, byte[] password) {
        byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
        byte[] pair = Arrays.copyOf(name, name.length + password.length);
        System.arraycopy(password, 0, pair, name.length, password.length);
        return pair;
    }

    /** A line break in a secret would end its header. */
    private void requireHeaderText(byte[] value, PlacedSecret secret) {
        boolean plain = secret.spec().placement() instanceof SecretPlacement.Basic;
        for (byte unit : value) {
            boolean printable = unit > ' ' && unit < 0x7f;
            boolean control = (unit >= 0 && unit < ' ') || unit == 0x7f;
            if (plain ? control : !printable) {
                throw Failure.of(Code.SECRET_MISSING)
                        .headline(
                                "the secret "
                                        + secret.spec().name()
                                        + " holds a space, a line break or another character that"
                                        + " cannot be sent")
                        .detail("it comes from " + secret.reference().text())
                        .argument("connection", connection)
                        .build();
            }
        }
    }
}
