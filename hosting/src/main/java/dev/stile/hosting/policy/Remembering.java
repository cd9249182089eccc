package dev.stile.hosting.policy;

import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Sha;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a state keeps of what was handed out. Pure. */
final class Remembering {
    private static final int MOST_HAND_OFFS = 50;

    private Remembering() {}

    static PrState acted(PrState state, Decision decision, Instant now) {
        return switch (decision) {
            case Decision.Feedback feedback -> delivered(state, feedback);
            case Decision.Rework rework -> reworked(state, rework);
            case Decision.HandOff handOff -> handedOff(state, handOff, now);
            case Decision.Nothing ignored -> state;
            case Decision.Wait ignored -> state;
            case Decision.Merge ignored -> state;
            case Decision.Done ignored -> state;
        };
    }

    private static PrState delivered(PrState state, Decision.Feedback feedback) {
        PrState.Given given = state.given();
        Map<String, FeedbackKey> delivered = new HashMap<>(given.feedback());
        boolean person = false;
        for (Decision.Item item : feedback.items()) {
            delivered.put(item.comment().id().toString(), item.key());
            person |= item.comment().author().kind() == UserRef.Kind.HUMAN;
        }
        return state.withGiven(
                new PrState.Given(
                        delivered,
                        person ? 0 : given.reentries(),
                        given.lastReworkHead(),
                        given.reworks(),
                        given.rounds(),
                        given.retries(),
                        given.reds(),
                        given.handOffs()));
    }

    private static PrState reworked(PrState state, Decision.Rework rework) {
        PrState.Given given = state.given();
        Set<ReworkKind> kinds = new HashSet<>(given.reworks());
        kinds.add(rework.kind());
        Set<Sha> reds = new HashSet<>(given.reds());
        reds.addAll(rework.reds());
        return state.withGiven(
                new PrState.Given(
                        given.feedback(),
                        given.reentries() + 1,
                        Optional.of(rework.head()),
                        kinds,
                        given.rounds() + (rework.kind() == ReworkKind.CI ? 0 : 1),
                        given.retries(),
                        reds,
                        given.handOffs()));
    }

    private static PrState handedOff(PrState state, Decision.HandOff handOff, Instant now) {
        PrState.Given given = state.given();
        List<PrState.GivenHandOff> said = new ArrayList<>(given.handOffs());
        said.removeIf(earlier -> earlier.says(handOff));
        said.add(new PrState.GivenHandOff(handOff.head(), handOff.reasons(), handOff.rules(), now));
        if (said.size() > MOST_HAND_OFFS) {
            said.removeFirst();
        }
        return state.withGiven(
                new PrState.Given(
                        given.feedback(),
                        given.reentries(),
                        given.lastReworkHead(),
                        given.reworks(),
                        given.rounds(),
                        given.retries(),
                        given.reds(),
                        said));
    }

    /** A plan whose end is not known stays: only a read ends it. */
    static PrState retried(PrState state) {
        PrState.Given given = state.given();
        PrState.Merging merging = state.merging();
        return state.withGiven(
                        new PrState.Given(
                                given.feedback(),
                                0,
                                Optional.empty(),
                                Set.of(),
                                given.rounds(),
                                given.retries() + 1,
                                Set.of(),
                                List.of()))
                .withMerging(
                        new PrState.Merging(
                                merging.consumed(),
                                merging.plan(),
                                0,
                                Optional.empty(),
                                false,
                                0,
                                Optional.empty()));
    }
}
