package dev.stile.hosting.policy;

import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.hosting.approve.ApprovalCommand;
import dev.stile.hosting.people.People;
import dev.stile.hosting.people.Standing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose write access would change the answer, where a snapshot does not say it. Pure. */
final class Asked {
    private final People people;
    private final String channel;
    private final PrFacts facts;
    private final PolicySettings settings;

    Asked(People people, String channel, PrFacts facts, PolicySettings settings) {
        this.people = people;
        this.channel = channel;
        this.facts = facts;
        this.settings = settings;
    }

    /** Who objects first, then who spoke last. */
    List<UserRef> accounts() {
        if (facts.status().state() != PRStatus.State.OPEN) {
            return List.of();
        }
        Set<UserRef> accounts = new LinkedHashSet<>();
        for (Reviewer reviewer : facts.reviews().reviewers()) {
            if (reviewer.canWrite() == Tri.UNKNOWN && matters(reviewer)) {
                accounts.add(reviewer.user());
            }
        }
        List<PRComment> said = new ArrayList<>(commands());
        Heard heard = new Heard(facts, settings);
        feedback().stream().filter(heard::isUnsure).forEach(said::add);
        said.sort((one, other) -> other.updatedAt().at().compareTo(one.updatedAt().at()));
        said.forEach(comment -> accounts.add(comment.author()));
        return List.copyOf(accounts);
    }

    private boolean matters(Reviewer reviewer) {
        boolean objects =
                reviewer.state() == ReviewerState.CHANGES_REQUESTED
                        && settings.feedback().from() == PolicySettings.From.WRITE;
        boolean approvedBefore =
                settings.merge().olderApprovals()
                        && reviewer.whyNot().equals(Optional.of(Reviewer.WhyNot.STALE));
        return objects || approvedBefore;
    }

    private List<PRComment> feedback() {
        return PrEvents.derive(facts).events().stream()
                .filter(PrEvent.PrComments.class::isInstance)
                .map(PrEvent.PrComments.class::cast)
                .findFirst()
                .map(PrEvent.PrComments::feedback)
                .orElse(List.of());
    }

    /** Commands of those who may approve; nobody else's counts whatever the host says. */
    private List<PRComment> commands() {
        if (!settings.approve().enabled() || !settings.approve().requireWrite()) {
            return List.of();
        }
        return facts.comments().items().stream()
                .filter(comment -> comment.canWrite() == Tri.UNKNOWN && !comment.hidden())
                .filter(
                        comment ->
                                ApprovalCommand.of(comment, facts.status().headSha())
                                        != ApprovalCommand.NONE)
                .filter(
                        comment ->
                                people.standing(comment.author(), channel).verdict()
                                        == Standing.Verdict.MAY_APPROVE)
                .toList();
    }
}
