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
        Decision wait = new Decision.Wait(again, WaitReason.UNSETTLED);
        return new Outcome(
                wait,
                next.withdrawn(),
                new Explanation(
                        wait.word(), "another merge of it is not settled", explanation.rejected()),
                reports,
                List.of(),
                lineage);
    }
}
