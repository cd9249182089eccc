package dev.stile.cli.pr;

import dev.stile.api.error.StileException;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a merge came to. Whatever did not land or queue is told as an error. */
final class MergeAnswer {
    private final Desk desk;
    private final Meant<PrRef> meant;
    private final PrRef pr;
    private final String named;
    private final List<String> typed;

    /**
     * @param named the pull request, as it is typed
     * @param typed the whole command, to be repeated where that can help
     */
    MergeAnswer(Desk desk, Meant<PrRef> meant, String named, List<String> typed) {
        this.desk = desk;
        this.meant = meant;
        this.pr = meant.ref();
        this.named = named;
        this.typed = List.copyOf(typed);
    }

    /**
     * @param base the branch that it was to be merged into, where that is known
     */
    ExitCode tell(MergeResult result, Optional<BranchName> base) {
        return switch (result) {
            case MergeResult.Merged merged -> {
                Optional<BranchName> missed =
                        base.filter(branch -> !branch.equals(merged.baseBranch()));
                if (missed.isPresent()) {
                    throw elsewhere(merged, missed.get());
                }
                yield landed(merged);
            }
            case MergeResult.Queued queued -> waits(queued);
            case MergeResult.Refused refused -> throw failure(refused);
            case MergeResult.Unsettled open -> throw failure(open);
        };
    }

    private ExitCode landed(MergeResult.Merged merged) {
        return desk.done(
                ResultJson.merge(merged).put("pr", pr.toString()).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(
                            (merged.alreadyMerged() ? "merged before: " : "merged ") + named);
                    text.fact("landed", merged.landed().text());
                    text.fact("head", merged.headSha().text());
                    text.fact("base", merged.baseBranch().text());
                    merged.strategy().ifPresent(how -> text.fact("how", HostJson.word(how)));
                    merged.mergedBy().ifPresent(who -> text.fact("by", HostText.who(who)));
                    text.next("git fetch --prune");
                });
    }

    /**
     * The host binds a merge to its head alone: a pull request that is set on another base in that
     * moment lands there. The repository is left alone by the daemon until a person has looked.
     */
    private Failure elsewhere(MergeResult.Merged merged, BranchName meantBase) {
        Failure.Builder failure =
                about(merged, ElsewhereText.told(pr, named, meantBase, merged.baseBranch()));
        if (!merged.alreadyMerged()) {
            failure.detail(alarm(meantBase));
        }
        return failure.detail("landed as " + merged.landed().text())
                .fact("merge_sha", merged.landed().text())
                .fact("head_sha", merged.headSha().text())
                .fact("already_merged", Boolean.toString(merged.alreadyMerged()))
                .build();
    }

    /** That it landed is told whatever becomes of the alarm. */
    private String alarm(BranchName meantBase) {
        try {
            HostWatching.watches(desk.house())
                    .landedElsewhere(desk.subject(), meant.connection().slug(), pr, meantBase);
            return ElsewhereText.stands(named);
        } catch (StileException notStored) {
            return "the daemon does not know of it, since that could not be stored: "
                    + notStored.headline();
        }
    }

    private ExitCode waits(MergeResult.Queued queued) {
        return desk.done(
                ResultJson.merge(queued).put("pr", pr.toString()).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result("in the queue: " + named);
                    text.fact("head", queued.headSha().text());
                    queued.position()
                            .ifPresent(place -> text.fact("place", Integer.toString(place)));
                    text.next(ShellWords.command("stile pr status", named));
                });
    }

    private Failure failure(MergeResult.Refused refused) {
        Failure.Builder failure =
                about(refused, code(refused.reason()))
                        .detail("reason: " + HostJson.word(refused.reason()))
                        .fact("reason", HostJson.word(refused.reason()));
        if (refused.mayLand()) {
            Instant over = StillUnderWay.USUAL.over(desk.around().clock().instant());
            failure.detail("it may land yet; that it did not can be told from " + over)
                    .argument("lost", named)
                    .retryAfter(until(over));
        }
        List<String> reasons = HostJson.words(refused.blockReasons());
        if (!reasons.isEmpty()) {
            failure.detail("in the way: " + String.join(", ", reasons))
                    .fact("block_reasons", String.join(",", reasons));
        }
        refused.retryAt()
                .ifPresent(
                        at ->
                                failure.detail("not before " + at)
                                        .fact("retry_at", at.toString())
                                        .retryAfter(until(at)));
        return failure.build();
    }

    private Failure failure(MergeResult.Unsettled open) {
        return about(open, Code.MERGE_UNSETTLED)
                .detail("last seen at " + open.lastSeen())
                .fact("head_sha", open.headSha().text())
                .build();
    }

    private Failure.Builder about(MergeResult result, Code code) {
        return about(result, Failure.of(code));
    }

    private Failure.Builder about(MergeResult result, Failure.Builder failure) {
        if (!result.error().isEmpty()) {
            failure.detail(named + ": " + result.error());
        }
        return failure.argument("pr", named)
                .argument("command", typed)
                .fact("pr", pr.toString())
                .fact("outcome", ResultJson.outcome(result))
                .fact("success", Boolean.toString(result.success()));
    }

    private Duration until(Instant at) {
        Duration wait = Duration.between(desk.around().clock().instant(), at);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** How a refusal ends the command. */
    static Code code(MergeFailureReason reason) {
        return switch (reason) {
            case HEAD_CHANGED, BASE_CHANGED -> Code.PULL_REQUEST_MOVED;
            case NOT_COMPUTED, TRANSIENT, RATE_LIMITED -> Code.MERGE_WAITS;
            case CONFLICT,
                    BLOCKED,
                    DRAFT,
                    METHOD_NOT_ALLOWED,
                    QUEUE_REQUIRED,
                    PERMISSION,
                    CLOSED,
                    MERGED_OTHER_HEAD ->
                    Code.MERGE_REFUSED;
        };
    }
}
