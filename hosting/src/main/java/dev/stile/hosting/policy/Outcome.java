package dev.stile.hosting.policy;

import dev.stile.hosting.people.Pin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A decision and what goes with it. The state is stored and the explanation audited before anybody
 * acts on the decision; when it was acted on, {@link PrState#acted} says what is remembered of
 * that.
 *
 * @param pins handles that are bound to an id by this decision: kept before it is acted on
 * @param lineage what git should be asked, if anything
 */
public record Outcome(
        Decision decision,
        PrState next,
        Explanation explanation,
        Set<Report> reports,
        List<Pin> pins,
        Optional<Lineage> lineage) {
    public Outcome {
        reports = Set.copyOf(reports);
        pins = List.copyOf(pins);
    }

    /** The same while another merge of the pull request is not settled: nothing is sent. */
    public Outcome heldUp(Instant again) {
        return waiting(again, WaitReason.UNSETTLED, "another merge of it is not settled");
    }

    /** The same while another pull request of the repository is merged: the base moves by it. */
    public Outcome heldUpByAnother(Instant again) {
        return waiting(again, WaitReason.BACKOFF, "another one of the repository is being merged");
    }

    private Outcome waiting(Instant again, WaitReason reason, String why) {
        Decision wait = new Decision.Wait(again, reason);
        return new Outcome(
                wait,
                next.withdrawn(),
                new Explanation(wait.word(), why, explanation.rejected()),
                reports,
                List.of(),
                lineage);
    }
}
