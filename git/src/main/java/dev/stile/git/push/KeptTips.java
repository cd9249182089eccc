package dev.stile.git.push;

import dev.stile.api.error.StileException;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.process.GitFailed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Each may wait for a lock that nobody holds any more. */
    private static final int MOST_FAILURES = 3;

    private final Mirror mirror;
    private final PushJournal journal;

    KeptTips(Mirror mirror, PushJournal journal) {
        this.mirror = mirror;
        this.journal = journal;
    }

    /**
     * Lets go of every tip that nothing needs any more. Called with the mirror's lock held, and
     * after everything else: it fails nobody's command.
     *
     * @return a warning if some stay, which are tried again the next time
     */
    Optional<Failure> release(Instant now) {
        List<GitFailed> staying = new ArrayList<>();
        try {
            for (String plan : notNeeded(now)) {
                try {
                    mirror.repository().release(plan);
                } catch (GitFailed failed) {
                    staying.add(failed);
                    if (staying.size() == MOST_FAILURES) {
                        break;
                    }
                }
            }
        } catch (StileException failed) {
            return Optional.of(
                    told(Failure.of(ConnectorCodes.of(failed)).cause(failed))
                            .detail(failed.headline())
                            .build());
        } catch (GitFailed failed) {
            return Optional.of(warning(failed));
        }
        return staying.stream().findFirst().map(KeptTips::warning);
    }

    private static Failure warning(GitFailed failed) {
        return told(MirrorFailure.of(failed).extended()).build();
    }

    private static Failure.Builder told(Failure.Builder failure) {
        return failure.headline(
                "commits that earlier pushes brought are still kept in the mirror; nothing else is wrong");
    }

    private List<String> notNeeded(Instant now) {
        List<String> kept = mirror.repository().kept();
        if (kept.isEmpty()) {
            return List.of();
        }
        Set<String> open = journal.unfinished().stream().map(Plan::id).collect(Collectors.toSet());
        return kept.stream()
                .filter(plan -> !open.contains(plan))
                .filter(
                        plan ->
                                journal.entries(plan).stream()
                                        .noneMatch(entry -> isNeeded(entry, now)))
                .toList();
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
