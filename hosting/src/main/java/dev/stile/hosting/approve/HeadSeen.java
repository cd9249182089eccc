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
import java.util.stream.Stream;

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
        Stream<Moment> said =
                Stream.concat(
                                facts.comments().items().stream(),
                                facts.reviews().comments().stream())
                        .flatMap(HeadSeen::times);
        Stream<Moment> given =
                facts.reviews().reviewers().stream()
                        .map(Reviewer::submittedAt)
                        .flatMap(Optional::stream);
        return Stream.concat(Stream.of(facts.status().updatedAt()), Stream.concat(said, given))
                .map(Moment::at)
                .reduce(Instant.MIN, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static Stream<Moment> times(PRComment comment) {
        return Stream.of(comment.createdAt(), comment.updatedAt());
    }
}
