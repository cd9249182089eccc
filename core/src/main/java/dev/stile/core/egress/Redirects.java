package dev.stile.core.egress;

import dev.stile.core.egress.grant.Denial;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.egress.wire.RawAnswer;

import java.util.Optional;

/** Whether and where an answer sends us on (TU-8). */
sealed interface Redirects {
    /** At most so many hops follow the first. */
    int MOST = 5;

    /** The answer is final. */
    record Stay() implements Redirects {}

    /** Ask there, by the same method. */
    record Go(WebAddress to) implements Redirects {}

    /** It must not be followed, and nothing was done. */
    record Refused(Denial denial) implements Redirects {}

    /** It must not be followed, and what the first server did is not known. */
    record Unknown(String why) implements Redirects {}

    static Redirects of(Outgoing outgoing, WebAddress from, RawAnswer answer, int hops) {
        boolean keepsMethod = answer.status() == 307 || answer.status() == 308;
        boolean changesMethod =
                answer.status() == 301 || answer.status() == 302 || answer.status() == 303;
        if (!keepsMethod && !changesMethod) {
            return new Stay();
        }
        if (!outgoing.isRead() && changesMethod) {
            return new Unknown("the server answered a write with status " + answer.status());
        }
        // A read by POST must arrive as one.
        if (changesMethod && outgoing.request().method().equals("POST")) {
            return refused(
                    "the server sends a request with a body on by status " + answer.status(),
                    Optional.empty());
        }
        if (hops >= MOST) {
            return refused("the server redirects more than " + MOST + " times", Optional.empty());
        }
        return follow(outgoing, from, answer);
    }

    private static Redirects follow(Outgoing outgoing, WebAddress from, RawAnswer answer) {
        Optional<String> location = answer.header("Location");
        if (location.isEmpty()) {
            return refused("the server redirects without saying where to", Optional.empty());
        }
        try {
            WebAddress to = from.follow(location.get());
            if (from.origin().scheme().isEncrypted() && !to.origin().scheme().isEncrypted()) {
                return refused(
                        "the server redirects from https to http at " + to.origin(),
                        Optional.of(to));
            }
            if (!outgoing.isRead() && !to.origin().equals(from.origin())) {
                return refused("the server redirects a write to " + to.origin(), Optional.of(to));
            }
            return new Go(to);
        } catch (AmbiguousUrlException ambiguous) {
            return new Refused(
                    new Denial.AmbiguousUrl("the server redirects, and " + ambiguous.what()));
        }
    }

    private static Redirects refused(String what, Optional<WebAddress> to) {
        return new Refused(new Denial.RedirectNotAllowed(what, to.map(WebAddress::origin)));
    }
}
