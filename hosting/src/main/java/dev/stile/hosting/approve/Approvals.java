package dev.stile.hosting.approve;

import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.hosting.people.People;
import dev.stile.hosting.people.Standing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which commands of a snapshot count for its head. Pure; any thread may ask. */
public final class Approvals {
    private final People people;
    private final String channel;
    private final ApproveSettings settings;

    /**
     * @param channel the handle space of the connection
     */
    public Approvals(People people, String channel, ApproveSettings settings) {
        this.people = people;
        this.channel = channel;
        this.settings = settings;
    }

    /**
     * Every command of the snapshot, oldest first; none if commands are off.
     *
     * @param head since when the head of the snapshot is the head
     * @param now on our clock
     */
    public List<Ruled> in(PrFacts facts, HeadSeen head, Instant now) {
        if (!settings.enabled()) {
            return List.of();
        }
        List<Ruled> ruled = new ArrayList<>();
        for (PRComment comment : facts.comments().items()) {
            ApprovalCommand command = ApprovalCommand.of(comment, head.head());
            if (command != ApprovalCommand.NONE) {
                ruled.add(
                        wrong(comment, command, facts, head, now)
                                .map(verdict -> Ruled.not(comment, verdict))
                                .orElseGet(() -> authorised(comment)));
            }
        }
        return ruled;
    }

    private Optional<Ruled.Verdict> wrong(
            PRComment comment, ApprovalCommand command, PrFacts facts, HeadSeen head, Instant now) {
        return ofText(comment, command, head, now).or(() -> ofAuthor(comment, facts));
    }

    private Optional<Ruled.Verdict> ofText(
            PRComment comment, ApprovalCommand command, HeadSeen head, Instant now) {
        Instant said = comment.createdAt().at();
        // A name speaks for a head that was not seen yet, but not for one that left and came back.
        boolean named = command == ApprovalCommand.APPROVE_THIS && !head.returned();
        if (comment.hidden()) {
            return Optional.of(Ruled.Verdict.HIDDEN);
        }
        if (comment.edited() != Tri.NO) {
            return Optional.of(Ruled.Verdict.EDITED);
        }
        if (Duration.between(said, now).compareTo(settings.maxAge()) >= 0) {
            return Optional.of(Ruled.Verdict.TOO_OLD);
        }
        if (command == ApprovalCommand.APPROVE_OTHER) {
            return Optional.of(Ruled.Verdict.OTHER_HEAD);
        }
        return named || said.isAfter(head.since())
                ? Optional.empty()
                : Optional.of(Ruled.Verdict.BEFORE_HEAD);
    }

    private Optional<Ruled.Verdict> ofAuthor(PRComment comment, PrFacts facts) {
        UserRef author = comment.author();
        if (author.kind() != UserRef.Kind.HUMAN) {
            return Optional.of(Ruled.Verdict.NOT_HUMAN);
        }
        if (comment.own() || (author.self() && !settings.byAuthor())) {
            return Optional.of(Ruled.Verdict.OWN_ACCOUNT);
        }
        if (author.isSameAs(facts.status().author()) && !settings.byAuthor()) {
            return Optional.of(Ruled.Verdict.AUTHOR);
        }
        return settings.requireWrite() && comment.canWrite() != Tri.YES
                ? Optional.of(Ruled.Verdict.NO_WRITE_ACCESS)
                : Optional.empty();
    }

    private Ruled authorised(PRComment comment) {
        Standing standing = people.standing(comment.author(), channel);
        return switch (standing.verdict()) {
            case MAY_APPROVE -> new Ruled(comment, Ruled.Verdict.COUNTS, standing.pin());
            case HANDLE_REUSED -> Ruled.not(comment, Ruled.Verdict.HANDLE_REUSED);
            case NO_ROLE, STRANGER -> Ruled.not(comment, Ruled.Verdict.NOT_AUTHORISED);
        };
    }
}
