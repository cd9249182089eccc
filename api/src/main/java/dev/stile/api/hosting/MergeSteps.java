package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.MergeResult.Merged;
import dev.stile.api.hosting.MergeResult.Queued;
import dev.stile.api.hosting.MergeResult.Refused;
import dev.stile.api.hosting.MergeResult.Unsettled;
import dev.stile.api.value.Sha;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a merge that are the same on every host: a read that refuses without a request, one
 * request, and reads that say what became of it. Any thread may use it.
 */
public final class MergeSteps {
    /** Between the reads that wait for a merge to show: ten seconds in all. */
    private static final List<Duration> CONFIRMING =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4));

    /** Between the reads that show a lost request to have done nothing. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final int OPEN_READS = 3;

    /** Most reads that may fail or show nothing before it stays open. */
    private static final int MOST_READS = 8;

    /**
     * What a read before or after the request shows.
     *
     * @param allowed strategies that the repository and the visible rules leave
     * @param queueRequired whether the base branch is entered by a queue only
     */
    public record Seen(PRStatus status, Set<MergeStrategy> allowed, Tri queueRequired) {
        public Seen {
            allowed = Set.copyOf(allowed);
        }
    }

    /** What the host said to the one request. */
    public sealed interface Answer {
        /** It says that it merged, or took it into its queue. */
        record Accepted() implements Answer {}

        /**
         * It refused.
         *
         * @param silent the verdict if the facts say nothing
         */
        record Denied(Refused silent) implements Answer {}
    }

    /** What an adapter does. */
    public interface Host {
        /** Reads the pull request. */
        Seen read(CallContext call);

        /**
         * Sends the one request, which names the expected head.
         *
         * @param queued whether to enter the queue instead
         * @throws OutcomeUnknown if the answer was lost
         * @throws ConnectorException for what is no answer to a merge; nothing was merged
         */
        Answer send(Seen before, boolean queued, CallContext call);
    }

    private final Host host;
    private final MergeStrategy strategy;
    private final MergeGuard guard;
    private final HostServices services;
    private final Clock clock;

    public MergeSteps(
            Host host,
            MergeStrategy strategy,
            MergeGuard guard,
            HostServices services,
            Clock clock) {
        this.host = host;
        this.strategy = strategy;
        this.guard = guard;
        this.services = services;
        this.clock = clock;
    }

    /**
     * Merges the expected head, or says why not.
     *
     * @throws Auth if the credentials are refused
     * @throws NotFound if there is no such pull request
     */
    public MergeResult run(CallContext call) {
        Seen before;
        try {
            before = host.read(call);
        } catch (Auth | NotFound | Invalid told) {
            throw told;
        } catch (ConnectorException failed) {
            return notSent(failed);
        } catch (StileException failed) {
            if (failed.leftNothing()) {
                throw failed;
            }
            return Refused.because(MergeFailureReason.TRANSIENT, failed.headline());
        }
        return verdict(before, Optional.empty())
                .or(() -> alreadyWaiting(before.status()))
                .orElseGet(() -> send(before, call));
    }

    private MergeResult send(Seen before, CallContext call) {
        boolean queued = before.queueRequired() == Tri.YES;
        try {
            return switch (host.send(before, queued, call)) {
                case Answer.Accepted accepted -> confirmed(queued, call);
                case Answer.Denied(Refused silent) -> explained(before, silent, call);
            };
        } catch (OutcomeUnknown lost) {
            return settled(lost, call);
        } catch (Auth | Invalid told) {
            throw told;
        } catch (ConnectorException failed) {
            return notSent(failed);
        } catch (StileException failed) {
            if (failed.leftNothing()) {
                throw failed;
            }
            return settled(failed, call);
        }
    }

    /** A merge that was not sent, since what came before it failed. */
    public static Refused notSent(ConnectorException failed) {
        return switch (failed) {
            case RateLimited limited ->
                    new Refused(
                            MergeFailureReason.RATE_LIMITED,
                            Set.of(),
                            limited.headline(),
                            Optional.of(limited.until()));
            case Permission permission ->
                    Refused.because(MergeFailureReason.PERMISSION, permission.headline());
            case Auth _,
                    Invalid _,
                    NotFound _,
                    OutcomeUnknown _,
                    ConnectorException.NotSupported _,
                    ConnectorException.VersionMismatch _,
                    ConnectorException.Unavailable _,
                    ConnectorException.Timeout _,
                    ConnectorException.Malformed _,
                    ConnectorException.Internal _ ->
                    Refused.because(MergeFailureReason.TRANSIENT, failed.headline());
        };
    }

    /** After a refusal: what the facts say, else what the host's answer means. */
    private MergeResult explained(Seen before, Refused silent, CallContext call) {
        if (silent.reason() == MergeFailureReason.RATE_LIMITED) {
            return silent;
        }
        try {
            Seen now = host.read(call);
            // Refused, since somebody else has put it into the queue, is waiting in it too.
            return verdict(now, Optional.of(before.status().baseSha()))
                    .or(() -> alreadyWaiting(now.status()))
                    .orElse(silent);
        } catch (Auth | NotFound told) {
            throw told;
        } catch (ConnectorException unreadable) {
            return silent;
        }
    }

    /** After a success: nothing is believed that a read does not show. */
    private MergeResult confirmed(boolean queued, CallContext call) {
        for (int read = 0; ; read++) {
            try {
                PRStatus status = host.read(call).status();
                Optional<MergeResult> ended = ended(status, false);
                if (ended.isPresent()) {
                    return ended.get();
                }
                if (queued
                        && status.queue().isPresent()
                        && status.headSha().equals(guard.expectedHead())) {
                    return waiting(status, status.queue().get());
                }
            } catch (StileException unreadable) {
                // The next read may say it.
            }
            if (read >= CONFIRMING.size() || !services.pause(CONFIRMING.get(read), call)) {
                return unsettled("the host said that it merged, and no read shows it");
            }
        }
    }

    /** After a lost answer. */
    private MergeResult settled(StileException lost, CallContext call) {
        int open = 0;
        for (int read = 0; read < MOST_READS; read++) {
            try {
                PRStatus status = host.read(call).status();
                // Who merged it meanwhile may be somebody else.
                Optional<MergeResult> ended = ended(status, status.isMergedByAnother());
                if (ended.isPresent()) {
                    return ended.get();
                }
                if (status.queue().isPresent() && status.headSha().equals(guard.expectedHead())) {
                    return waiting(status, status.queue().get());
                }
                // Merged as a commit that is not told yet is no sign that nothing happened.
                open = status.state() == PRStatus.State.OPEN ? open + 1 : 0;
            } catch (StileException unreadable) {
                open = 0;
            }
            if (open == OPEN_READS) {
                return new Refused(
                        MergeFailureReason.TRANSIENT,
                        Set.of(),
                        "the answer was lost, and nothing was merged by it so far",
                        Optional.empty(),
                        true);
            }
            if (!services.pause(SETTLING, call)) {
                break;
            }
        }
        return unsettled(lost.headline());
    }

    private Unsettled unsettled(String why) {
        return new Unsettled(guard.expectedHead(), clock.instant(), why);
    }

    private static Optional<MergeResult> alreadyWaiting(PRStatus status) {
        return status.queue().map(entry -> waiting(status, entry));
    }

    private static Queued waiting(PRStatus status, QueueEntry entry) {
        return new Queued(status.headSha(), entry.id(), entry.position());
    }

    /** Whether it is merged or closed, and what that means. */
    private Optional<MergeResult> ended(PRStatus status, boolean notByUs) {
        return switch (status.state()) {
            case OPEN -> Optional.empty();
            case CLOSED ->
                    Optional.of(
                            Refused.because(
                                    MergeFailureReason.CLOSED, "the pull request is closed"));
            case MERGED -> merged(status, notByUs);
        };
    }

    private Optional<MergeResult> merged(PRStatus status, boolean notByUs) {
        if (!status.headSha().equals(guard.expectedHead())) {
            return Optional.of(
                    Refused.because(
                            MergeFailureReason.MERGED_OTHER_HEAD,
                            "it is merged with " + status.headSha().brief()));
        }
        return status.mergeSha()
                .map(
                        landed ->
                                new Merged(
                                        landed,
                                        status.headSha(),
                                        status.baseBranch(),
                                        notByUs ? Optional.empty() : Optional.of(strategy),
                                        notByUs,
                                        status.mergedBy(),
                                        status.mergedAt()));
    }

    /**
     * What the facts say against a merge, in the order in which they count.
     *
     * @param baseRead the base tip that a read before the request showed
     */
    private Optional<MergeResult> verdict(Seen seen, Optional<Sha> baseRead) {
        PRStatus status = seen.status();
        Optional<MergeResult> ended = ended(status, true);
        if (ended.isPresent()) {
            return ended;
        }
        if (status.state() == PRStatus.State.MERGED) {
            return Optional.of(
                    unsettled("the host says that it is merged, and not as which commit"));
        }
        return refusal(seen, baseRead)
                .map(
                        reason ->
                                new Refused(
                                        reason,
                                        reason == MergeFailureReason.BLOCKED
                                                ? status.blockReasons()
                                                : Set.of(),
                                        words(reason, status),
                                        Optional.<Instant>empty()));
    }

    private Optional<MergeFailureReason> refusal(Seen seen, Optional<Sha> baseRead) {
        PRStatus status = seen.status();
        if (!status.headSha().equals(guard.expectedHead())) {
            return Optional.of(MergeFailureReason.HEAD_CHANGED);
        }
        if (status.draft()) {
            return Optional.of(MergeFailureReason.DRAFT);
        }
        if (status.mergeState() == MergeState.CONFLICTING) {
            return Optional.of(MergeFailureReason.CONFLICT);
        }
        if (isOtherBase(status, baseRead)) {
            return Optional.of(MergeFailureReason.BASE_CHANGED);
        }
        if (!seen.allowed().contains(strategy)) {
            return Optional.of(MergeFailureReason.METHOD_NOT_ALLOWED);
        }
        if (seen.queueRequired() == Tri.YES && guard.queue() == MergeGuard.Queue.NEVER) {
            return Optional.of(MergeFailureReason.QUEUE_REQUIRED);
        }
        return switch (status.mergeState()) {
            case UNKNOWN -> Optional.of(MergeFailureReason.NOT_COMPUTED);
            case BLOCKED -> Optional.of(MergeFailureReason.BLOCKED);
            case MERGEABLE, CONFLICTING -> Optional.empty();
        };
    }

    private boolean isOtherBase(PRStatus status, Optional<Sha> baseRead) {
        return guard.expectedBaseBranch()
                        .filter(branch -> !branch.equals(status.baseBranch()))
                        .isPresent()
                || guard.expectedBase().filter(base -> !base.equals(status.baseSha())).isPresent()
                || baseRead.filter(base -> !base.equals(status.baseSha())).isPresent();
    }

    private static String words(MergeFailureReason reason, PRStatus status) {
        return switch (reason) {
            case HEAD_CHANGED -> "the head is now " + status.headSha().brief();
            case DRAFT -> "it is a draft";
            case CONFLICT -> "it conflicts with its base";
            case BASE_CHANGED ->
                    "the base is now " + status.baseBranch() + " at " + status.baseSha().brief();
            case METHOD_NOT_ALLOWED -> "the repository does not merge in this way";
            case QUEUE_REQUIRED -> "the base branch is entered by its queue only";
            case NOT_COMPUTED -> "the host has not computed yet whether it can be merged";
            case BLOCKED -> "rules of the base branch are not met";
            case TRANSIENT, RATE_LIMITED, PERMISSION, CLOSED, MERGED_OTHER_HEAD ->
                    "the host refuses it";
        };
    }
}
