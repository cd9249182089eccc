package dev.stile.hosting.policy;

import dev.stile.api.hosting.PrFacts;
import dev.stile.hosting.people.People;

import java.time.Instant;

/** One question to the policy. */
final class Deciding {
    Deciding(
            People people,
            String channel,
            PrState before,
            PrFacts facts,
            PolicySettings settings,
            Instant now) {}

    Outcome outcome() {
        throw new UnsupportedOperationException();
    }

    Outcome confirmed(MergePlan plan) {
        throw new UnsupportedOperationException();
    }
}
