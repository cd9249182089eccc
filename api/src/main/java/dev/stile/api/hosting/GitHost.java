package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pull requests of one code host: thirteen methods, all of which an adapter has. The public
 * ones check what they are given, bound the time, journal what will be written before it is, tell
 * our comments from others, and let no exception out that is not of the family. An adapter writes
 * the {@code do} methods, which find all that done. Any thread may call; a call blocks.
 *
 * <p>There is no way to merge past a rule of the host.
 */
public abstract class GitHost {
    private final Clock clock;
    private final Consumer<String> notes;
    private final HostCalls calls;

    /**
     * @param clock ours
     * @param notes where to say something for people
     */
    protected GitHost(Clock clock, Consumer<String> notes) {
        this.clock = clock;
        this.notes = notes;
        this.calls = new HostCalls(notes);
    }

    // Life

    /**
     * Checks the settings and makes ready. No request. Never throws. May be repeated. What takes
     * longer than it may is interrupted.
     */
    public final InitResult initialize(HostServices given) {
        Duration longest = given.deadlines().of(HostDeadlines.Step.INITIALIZE);
        try {
            calls.bounded(longest, this::doInitialize);
            calls.start(given);
            return InitResult.ready();
        } catch (Timeout late) {
            return InitResult.failed(
                    "the connector did not start within " + longest.toSeconds() + " s");
        } catch (Invalid wrong) {
            return new InitResult(false, wrong.headline(), Optional.of(wrong));
        } catch (RuntimeException broken) {
            notes.accept("the host facet did not start: " + broken.getClass().getName());
            return InitResult.failed("the connector failed while it started");
        }
    }

    /**
     * Ends, and interrupts the calls that run: a read fails as one after the end does, and whether
     * a write took effect is not known. Waits for none of them. Never throws; may be repeated, and
     * come before {@link #initialize}. What takes longer than it may is interrupted.
     */
    public final void shutdown() {
        Duration longest = calls.deadline(HostDeadlines.Step.SHUTDOWN);
        calls.end();
        try {
            calls.bounded(longest, this::doShutdown);
        } catch (RuntimeException broken) {
            notes.accept("the host facet did not end well: " + broken.getClass().getName());
        }
    }

    /** Whether the host answers, who we are, and what is left of the budget. Never throws. */
    public final HealthStatus healthCheck(CallContext call) {
        try {
            calls.ready();
            CallContext bounded = HostCalls.within(call, calls.deadline(HostDeadlines.Step.HEALTH));
            return calls.reading(bounded, () -> doHealthCheck(bounded));
        } catch (StileException failed) {
            return new HealthStatus(false, failed.headline(), Map.of("code", failed.code()));
        } catch (RuntimeException broken) {
            return new HealthStatus(
                    false, "the connector failed: " + broken.getClass().getSimpleName(), Map.of());
        }
    }

    // The thirteen

    /**
     * Opens a pull request, or returns the open one for the same head and base.
     *
     * @throws Invalid naming the field, before any request
     * @throws ConnectorException.NotFound for the repository or a branch
     * @throws OutcomeUnknown if it may be there and could not be found
     */
    public final PRResult createPR(PROptions options, CallContext call) {
        calls.ready();
        HostLimits.check(options, longestBody());
        return calls.write(
                Operation.CREATE_PR,
                options.repo().toString(),
                options.key(),
                Requests.of(options),
                call,
                bounded -> doCreatePR(options, bounded),
                Requests::of);
    }

    /**
     * Changes what differs. Nothing to change is no write.
     *
     * @throws ConnectorException.VersionMismatch if the head is not the expected one
     */
    public final UpdateResult updatePR(PrRef pr, PRUpdates updates, CallContext call) {
        calls.ready();
        HostLimits.check(updates, longestBody());
        return calls.write(
                Operation.UPDATE_PR,
                pr.toString(),
                calls.ready().newKey(),
                Requests.of(updates),
                call,
                bounded -> doUpdatePR(pr, updates, bounded),
                Requests::of);
    }

    /**
     * Merges the expected head if everything allows it. Sends at most one merge request.
     *
     * @return what became of it; a refusal is a result
     * @throws ConnectorException.Auth if the credentials are refused
     * @throws ConnectorException.NotFound if there is no such pull request
     * @throws Invalid naming the field, before any request
     */
    public final MergeResult mergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
        return mergePR(pr, strategy, guard, LastCheck.none(), call);
    }

    /**
     * The same for whoever does not wait at a prompt.
     *
     * @param last asked once it has its place, before it is journaled
     */
    public final MergeResult mergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, LastCheck last, CallContext call) {
        calls.ready();
        guard.title().ifPresent(title -> HostLimits.title(title.value()));
        guard.message().ifPresent(text -> HostLimits.body("message", text.value(), longestBody()));
        return calls.merge(
                pr,
                strategy,
                guard,
                last,
                call,
                clock,
                bounded -> doMergePR(pr, strategy, guard, bounded));
    }

    /** Closes an open pull request; never a merged one. */
    public final CloseResult closePR(PrRef pr, Expect expect, CallContext call) {
        return calls.write(
                Operation.CLOSE_PR,
                pr.toString(),
                calls.ready().newKey(),
                Requests.of(expect),
                call,
                bounded -> doClosePR(pr, expect, bounded),
                Requests::of,
                NotWritten::of);
    }

    /** What it is now. */
    public final PRStatus getPRStatus(PrRef pr, CallContext call) {
        return calls.read(
                Operation.GET_PR_STATUS,
                pr,
                call,
                bounded -> Renamed.told(calls, pr, doGetPRStatus(pr, bounded), bounded));
    }

    /** What its reviewers say. */
    public final ReviewStatus getReviewStatus(PrRef pr, CallContext call) {
        return calls.read(
                Operation.GET_REVIEW_STATUS,
                pr,
                call,
                bounded -> OwnComments.marked(calls.ready(), pr, doGetReviewStatus(pr, bounded)));
    }

    /** What was said: conversation, inline and review bodies, oldest first. */
    public final PRComments getPRComments(PrRef pr, CallContext call) {
        return calls.read(
                Operation.GET_PR_COMMENTS,
                pr,
                call,
                bounded -> OwnComments.marked(calls.ready(), pr, doGetPRComments(pr, bounded)));
    }

    /** What somebody may have to act on, and the facts that say so. */
    public final PrEvents detectPrEvents(PrRef pr, CallContext call) {
        return calls.read(
                Operation.DETECT_PR_EVENTS,
                pr,
                call,
                bounded ->
                        PrEvents.derive(
                                OwnComments.marked(
                                        calls.ready(),
                                        pr,
                                        Renamed.told(
                                                calls,
                                                pr,
                                                doDetectPrEvents(pr, bounded),
                                                bounded))));
    }

    /**
     * Says something, or finds what was said under the same key: also by an earlier attempt whose
     * end is not known, and while the host may still be working on that, nothing is sent.
     *
     * @param replyTo the comment that it answers
     * @throws Invalid for a text that is too long, or a comment that has no thread or is of another
     *     pull request
     * @throws OutcomeUnknown if it may be there and could not be found
     * @throws CommentDeleted if it was said under that key, and does not show any more: nothing was
     *     sent
     */
    public final CommentResult commentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> text,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        return new Saying(this, calls).say(pr, text, replyTo, key, call);
    }

    /** Dismisses each standing approval, and goes on after one that cannot be. */
    public final DismissResult dismissApprovals(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        calls.ready();
        Untainted<String, Sink.RecordField> plain = message.map(this::withoutHostCommands);
        HostLimits.body("message", plain.value(), longestBody());
        if (message.value().isBlank()) {
            throw new Invalid("message", "says why", List.of());
        }
        return calls.write(
                Operation.DISMISS_APPROVALS,
                pr.toString(),
                calls.ready().newKey(),
                Requests.of(expect),
                call,
                bounded -> doDismissApprovals(pr, plain, expect, bounded),
                Requests::of);
    }

    /** The rules of a branch. */
    public final BranchProtection getBranchProtection(
            RepoRef repo, BranchName branch, CallContext call) {
        return calls.read(
                Operation.GET_BRANCH_PROTECTION,
                repo,
                call,
                bounded -> doGetBranchProtection(repo, branch, bounded));
    }

    /** The branch that a clone begins with. */
    public final BranchName getDefaultBranch(RepoRef repo, CallContext call) {
        return calls.read(
                Operation.GET_DEFAULT_BRANCH,
                repo,
                call,
                bounded -> doGetDefaultBranch(repo, bounded));
    }

    /**
     * The address with this connection's credential. No request but for the secret itself. {@code
     * ssh} and local ones come back as they are.
     *
     * @throws Invalid with {@code hosting.remote_host_refused} where no credential may go
     */
    public final SecureValue getAuthenticatedRemoteUrl(String remoteUrl, CallContext call) {
        HostServices given = calls.ready();
        RemoteUrl parsed = RemoteUrl.parse(remoteUrl);
        if (parsed instanceof RemoteUrl.Web web && !given.isGitOrigin(web.cleaned())) {
            given.told(Operation.GET_REMOTE_URL, HostId.of(web.cleaned()).text(), "refused", call);
            throw RemoteUrl.refused();
        }
        return calls.read(
                Operation.GET_REMOTE_URL,
                parsed.shown(),
                call,
                bounded ->
                        switch (parsed) {
                            case RemoteUrl.Web web ->
                                    doGetAuthenticatedRemoteUrl(web.cleaned(), bounded);
                            case RemoteUrl.Other other ->
                                    SecureValue.takeFrom(other.text().toCharArray());
                        });
    }

    /** What it may offer beside these. */
    public final Beside beside() {
        return new Beside(this, calls);
    }

    // What an adapter writes. A method that writes throws AfterWriting for an error that comes
    // after a part of it was written.

    /**
     * Checks the settings. No request.
     *
     * @throws Invalid naming the key and the rule, never the value
     */
    protected abstract void doInitialize();

    /** Lets go of what it holds. */
    protected void doShutdown() {}

    /** At most two requests. */
    protected abstract HealthStatus doHealthCheck(CallContext call);

    /** Most characters of a body or comment. */
    protected abstract int longestBody();

    /** The text with each line made plain that the host would take as a command of its own. */
    protected abstract String withoutHostCommands(String text);

    protected abstract PRResult doCreatePR(PROptions options, CallContext call);

    protected abstract UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call);

    protected abstract MergeResult doMergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call);

    protected abstract CloseResult doClosePR(PrRef pr, Expect expect, CallContext call);

    protected abstract PRStatus doGetPRStatus(PrRef pr, CallContext call);

    protected abstract ReviewStatus doGetReviewStatus(PrRef pr, CallContext call);

    protected abstract PRComments doGetPRComments(PrRef pr, CallContext call);

    /** One snapshot: all its parts speak of one head. */
    protected abstract PrFacts doDetectPrEvents(PrRef pr, CallContext call);

    /**
     * @param marked the text with its hidden last line
     * @param key of that line, to find it again after a lost answer
     */
    protected abstract CommentResult doCommentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call);

    protected abstract DismissResult doDismissApprovals(
            PrRef pr, Untainted<String, Sink.RecordField> message, Expect expect, CallContext call);

    protected abstract BranchProtection doGetBranchProtection(
            RepoRef repo, BranchName branch, CallContext call);

    protected abstract BranchName doGetDefaultBranch(RepoRef repo, CallContext call);

    /**
     * @param cleaned at a granted git origin, without user
     */
    protected abstract SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call);

    // What an adapter is given

    /**
     * What it gets beside its context.
     *
     * @throws Unavailable before a start and after an end
     */
    protected final HostServices services() {
        return calls.ready();
    }
}
