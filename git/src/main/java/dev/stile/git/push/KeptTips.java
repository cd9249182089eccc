package dev.stile.git.push;

import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.git.mirror.Mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pushed tips that a ref of their own keeps, so that git removes nothing that is still read: of
 * a plan that is open or has a write whose outcome is unknown, and of one that made what a clone's
 * next push is compared with.
 */
final class KeptTips {
    /** How long it is remembered what an unfinished push made of its paths. */
    static final Duration MEMORY = Duration.ofDays(30);

    private final Mirror mirror;
    private final PushJournal journal;

    KeptTips(Mirror mirror, PushJournal journal) {
        this.mirror = mirror;
        this.journal = journal;
    }

    /** Lets go of every tip that nothing needs any more. Called with the mirror's lock held. */
    void release(Instant now) {
        List<String> kept = mirror.repository().kept();
        if (kept.isEmpty()) {
            return;
        }
        Set<String> open = journal.unfinished().stream().map(Plan::id).collect(Collectors.toSet());
        for (String plan : kept) {
            if (!open.contains(plan)
                    && journal.entries(plan).stream().noneMatch(entry -> isNeeded(entry, now))) {
                mirror.repository().release(plan);
            }
        }
    }

    private boolean isNeeded(PushJournal.Kept kept, Instant now) {
        return kept.effect().state() == EffectState.UNKNOWN || isRemembered(kept.entry(), now);
    }

    private boolean isRemembered(JournalEntry entry, Instant now) {
        return entry.blob()
                .filter(
                        blob ->
                                mirror.state().made(entry.cloneKey(), now.minus(MEMORY)).stream()
                                        .anyMatch(
                                                made ->
                                                        made.path().equals(entry.path())
                                                                && made.blob().equals(blob)))
                .isPresent();
    }
}
