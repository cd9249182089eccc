package dev.stile.hosting.approve;

import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Since when the head is the head.
 *
 * @param head the present one
 * @param since when it became the head, on the host's clock: as the host says, else the latest time
 *     in the snapshot that showed it first
 * @param saidByHost whether {@code since} is the host's own word
 * @param seenAt when we saw it first, on our clock
 * @param returned whether it was the head before another one was
 * @param past earlier heads, newest last
 * @param forgot whether there were more of them than are kept
 */
public record HeadSeen(
        Sha head,
        Instant since,
        boolean saidByHost,
        Instant seenAt,
        boolean returned,
        List<Sha> past,
        boolean forgot) {
    private static final int MOST_PAST = 200;

    public HeadSeen {
        past = List.copyOf(past);
    }

    /** After a snapshot, with what was known before it. */
    public static HeadSeen after(Optional<HeadSeen> before, PrFacts facts) {
        return before.map(known -> known.after(facts)).orElseGet(() -> first(facts));
    }

    private static HeadSeen first(PrFacts facts) {
        Optional<Instant> told = facts.status().headSince().map(Moment::at);
        return new HeadSeen(
                facts.status().headSha(),
                told.orElseGet(() -> latest(facts)),
                told.isPresent(),
                facts.status().observedAt(),
                false,
                List.of(),
                false);
    }

    private HeadSeen after(PrFacts facts) {
        Optional<Instant> told = facts.status().headSince().map(Moment::at);
        if (!facts.status().headSha().equals(head)) {
            return moved(facts, told);
        }
        if (told.filter(at -> at.isAfter(since)).isPresent()) {
            // It went away and came back between two looks.
            return moved(facts, told);
        }
        if (told.isPresent() && !saidByHost && !returned) {
            return new HeadSeen(head, told.get(), true, seenAt, false, past, forgot);
        }
        return this;
    }

    private HeadSeen moved(PrFacts facts, Optional<Instant> told) {
        Sha now = facts.status().headSha();
        List<Sha> earlier = new ArrayList<>(past);
        earlier.remove(head);
        earlier.add(head);
        boolean more = earlier.size() > MOST_PAST;
        boolean again = forgot || more || earlier.contains(now);
        // It became the head after the one before it: a host that tells of an earlier time lags.
        Optional<Instant> fresh = told.filter(at -> at.isAfter(since));
        return new HeadSeen(
                now,
                fresh.orElseGet(() -> latest(facts)),
                fresh.isPresent(),
                facts.status().observedAt(),
                again,
                more ? earlier.subList(earlier.size() - MOST_PAST, earlier.size()) : earlier,
                forgot || more);
    }

    /** All of the snapshot was there when it was taken: nothing later was seen under this head. */
    private static Instant latest(PrFacts facts) {
        Instant latest = facts.status().updatedAt().at();
        for (PRComment comment : facts.comments().items()) {
            latest = later(latest, comment);
        }
        for (PRComment comment : facts.reviews().comments()) {
            latest = later(latest, comment);
        }
        for (Reviewer reviewer : facts.reviews().reviewers()) {
            if (reviewer.submittedAt().isPresent()) {
                latest = later(latest, reviewer.submittedAt().get());
            }
        }
        return latest;
    }

    private static Instant later(Instant known, PRComment comment) {
        return later(later(known, comment.createdAt()), comment.updatedAt());
    }

    private static Instant later(Instant known, Moment other) {
        return other.at().isAfter(known) ? other.at() : known;
    }
}
