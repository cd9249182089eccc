package dev.stile.hosting.plan;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.LastCheck;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.Sha;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.policy.MergePlan;
import dev.stile.hosting.service.IntentJournal;
import dev.stile.hosting.service.MergeIntents;
import dev.stile.hosting.service.WriteEnd;
import dev.stile.hosting.service.WriteEnds;
import dev.stile.hosting.service.WriteRequest;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The journal of merges. A row that is planned was never sent; one that is sending may have been;
 * only a read of the pull request says which. Any thread may call.
 */
public final class MergeJournal {
    private static final String EXPECTED_HEAD = "expected_head";
    private static final String DELETES_BRANCH = "delete_branch";

    private final IntentJournal intents;
    private final MergeIntents merges;
    private final EffectTable effects;
    private final Clock clock;

    public MergeJournal(IntentJournal intents, EffectTable effects, Clock clock) {
        this.intents = intents;
        this.merges = intents.merges();
        this.effects = effects;
        this.clock = clock;
    }

    /** Journals a plan within the commit that stores the state which holds it. */
    public void plan(Transaction transaction, String connection, MergePlan plan) {
        merges.plan(transaction, connection, plan.pr(), plan.key(), json(plan));
    }

    /** The plan of a pull request that was never sent, if there is one. */
    public Optional<Effect> unsent(String connection, PrRef pr) {
        return merges.unsent(connection, pr);
    }

    /** Whether the last attempt at a plan is known to have merged nothing. */
    public boolean endedWithNothing(String connection, PrRef pr, IdempotencyKey key) {
        return merges.endedWithNothing(connection, pr, key);
    }

    /**
     * Whether a plan of ours merged that head, and said that its branch is to be deleted. A merge
     * that somebody else made says nothing of branches.
     */
    public boolean deletesBranch(String connection, PrRef pr, Sha head) {
        return merges.done(connection, pr).stream()
                .map(WriteRequest::of)
                .filter(request -> request.isTrue(DELETES_BRANCH))
                .anyMatch(request -> request.text(EXPECTED_HEAD).equals(head.text()));
    }

    /** Whether its branch was deleted by us, or may have been. */
    public boolean mayHaveDeleted(String connection, PrRef pr) {
        return merges.mayHaveDeleted(connection, pr);
    }

    /** When a deletion of its branch was first begun; empty if none was. */
    public Optional<Instant> firstDeletion(String connection, PrRef pr) {
        return merges.firstDeletion(connection, pr);
    }

    /** Deletions of its branch that nobody knows the end of, and that nobody is sending. */
    public List<Effect> openDeletions(String connection, PrRef pr) {
        return merges.openDeletions(connection, pr);
    }

    /**
     * How deletions of a branch ended, as far as its tip says, within the caller's commit.
     *
     * @param tip empty if there is no such branch
     * @param asked when it was asked for
     */
    public void settleDeletions(
            Transaction transaction,
            List<Effect> open,
            Optional<Sha> tip,
            Instant asked,
            AuditEntry why) {
        Instant quiet = StillUnderWay.USUAL.quiet(asked);
        open.forEach(
                effect ->
                        intents.settle(
                                transaction,
                                effect,
                                WriteEnds.ofDeletion(effect, tip, quiet),
                                why));
    }

    /** Merges of a pull request that nobody knows the end of, and that nobody is sending. */
    public List<Effect> open(String connection, PrRef pr) {
        return merges.open(connection, pr);
    }

    /**
     * Whether another merge than a planned one stands in its way: it is being sent, or may have
     * happened for all that a read of the pull request says.
     */
    public boolean isHeldUp(String connection, MergePlan plan, PRStatus status) {
        Instant quiet = StillUnderWay.USUAL.quiet(status.observedAt());
        return merges.isAnotherOpen(
                connection,
                plan.pr(),
                plan.key(),
                merge -> WriteEnds.ofMerge(merge, status, quiet) != WriteEnd.UNKNOWN);
    }

    /**
     * A read of the pull request says how they ended, within the commit of what it led to. What is
     * not so is not done once the host cannot be working on it any more.
     *
     * @param waitedFor key of the one that was waited for already
     */
    public void settle(
            Transaction transaction,
            List<Effect> open,
            PRStatus status,
            Optional<IdempotencyKey> waitedFor,
            AuditEntry why) {
        // What began after the read, however long ago that was, is not settled by it.
        Instant usual = StillUnderWay.USUAL.quiet(status.observedAt());
        for (Effect effect : open) {
            boolean waited = waitedFor.filter(key -> MergeIntents.isMerge(effect, key)).isPresent();
            WriteEnd end = WriteEnds.ofMerge(effect, status, waited ? Instant.MAX : usual);
            intents.settle(transaction, effect, end, why);
        }
    }

    /** Drops a plan that was never sent, within the commit of a state without it. */
    public void withdraw(Transaction transaction, Effect unsent, AuditEntry why) {
        effects.byId(transaction, unsent.id())
                .filter(effect -> effect.state() == EffectState.PLANNED)
                .ifPresent(
                        effect ->
                                effects.move(
                                        transaction,
                                        effect,
                                        EffectState.DROPPED,
                                        Optional.of("withdrawn"),
                                        AuditRow.point(why.outcome("withdrawn"))));
    }

    /**
     * Sends a plan once.
     *
     * @param last asked once it has its place among the writes, before it is journaled as sent
     * @return what became of it; what the gate or the connection's settings refuse is a refusal
     *     that a person has to lift, and what else kept it from being sent passes
     * @throws Auth if the credentials are refused: nothing was sent
     * @throws NotFound if there is no such pull request: nothing was sent
     */
    public MergeResult send(GitHost host, MergePlan plan, LastCheck last, CallContext call) {
        CrashPoint.MERGE_SEND_BEFORE.reach();
        try {
            return host.mergePR(plan.pr(), plan.strategy(), plan.guard(), last, call);
        } catch (Auth | NotFound nothingSent) {
            throw nothingSent;
        } catch (RateLimited limited) {
            return new MergeResult.Refused(
                    MergeFailureReason.RATE_LIMITED,
                    Set.of(),
                    limited.headline(),
                    Optional.of(limited.until()));
        } catch (StileException failed) {
            return failed.leftNothing()
                    ? MergeResult.Refused.because(reason(failed), failed.headline())
                    : new MergeResult.Unsettled(plan.head(), clock.instant(), failed.headline());
        }
    }

    /** Why something was not sent that the host was not asked for. */
    private static MergeFailureReason reason(StileException failed) {
        return switch (failed) {
            case NotSupported _, Permission _, Invalid _ -> MergeFailureReason.PERMISSION;
            case Failure refused when isRuling(refused.registered()) ->
                    MergeFailureReason.PERMISSION;
            case StileException _ -> MergeFailureReason.TRANSIENT;
        };
    }

    private static boolean isRuling(Code code) {
        return code == Code.POLICY_REFUSED
                || code == Code.CONFIRMATION_NEEDED
                || code == Code.APPROVAL_NEEDED;
    }

    private static Json json(MergePlan plan) {
        return Json.object()
                .put(EXPECTED_HEAD, plan.head().text())
                .put("base", plan.baseBranch().text())
                .put("base_tip", plan.baseTip().text())
                .put("strategy", plan.strategy().name())
                .put(DELETES_BRANCH, plan.deleteBranch())
                .put("leans_on", plan.leansOn().stream().map(Object::toString).toList())
                .build();
    }
}
