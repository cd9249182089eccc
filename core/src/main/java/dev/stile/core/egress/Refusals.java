package dev.stile.core.egress;

import dev.stile.core.egress.grant.Denial;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

/** The errors of the gate's own. */
final class Refusals {
    private Refusals() {}

    /** {@code egress_denied} with reason, origin and, where one helps, the command that grants. */
    static Failure of(String connection, Denial denial) {
        return begun(connection, denial).build();
    }

    /** The same where the gate wrote a row about it. */
    static Failure recorded(String connection, Denial denial) {
        return begun(connection, denial).recorded().build();
    }

    private static Failure.Builder begun(String connection, Denial denial) {
        Failure.Builder failure =
                Failure.of(Code.EGRESS_DENIED)
                        .headline(connection + " may not do that: " + denial.sentence())
                        .argument("connection", connection)
                        .fact("reason", denial.reason());
        denial.origin().ifPresent(origin -> failure.fact("origin", origin.toString()));
        return switch (denial) {
            case Denial.OriginNotGranted missing ->
                    failure.headline(connection + " may not reach " + missing.wanted())
                            .argument("origin", missing.wanted().toString());
            case Denial.AddressNotAllowed refused ->
                    (refused.isGrantable()
                                    ? failure.argument(
                                            "origin",
                                            refused.wanted().toString(),
                                            "--allow-private")
                                    : failure)
                            .headline(connection + " may not reach " + refused.wanted())
                            .detail(refused.sentence());
            case Denial.RedirectNotAllowed redirect -> failure;
            case Denial.AmbiguousUrl ambiguous -> failure;
            case Denial.HeaderNotAllowed header -> failure;
        };
    }

    static Failure tls(String connection, Origin origin, String sentence, Throwable cause) {
        return Failure.of(Code.TLS_FAILED)
                .headline(origin + ": " + sentence)
                .argument("connection", connection)
                .fact("origin", origin.toString())
                .cause(cause)
                .build();
    }

    static Failure requestTooLarge(String operation, int bytes, int limit) {
        return Failure.of(Code.TOO_LARGE)
                .headline(operation + " needs a request of " + bytes + " bytes")
                .detail("a request body has at most " + limit + " bytes")
                .build();
    }
}
