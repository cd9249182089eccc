package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewsAsked;

import java.util.List;

/** Asks people for a review, also again. Any thread may use it. */
public final class ReviewAsking {
    private final Extras extras;

    public ReviewAsking(Rest rest) {
        this.extras = new Extras(rest);
    }

    /** Accounts by their name, teams as {@code owner/team}. */
    public ReviewsAsked ask(PrRef pr, List<String> names, CallContext call) {
        return extras.askAgain(pr, names, call);
    }
}
