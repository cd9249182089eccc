package dev.stile.testkit.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.InitResult;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** An adapter whose every result and every error is told on, as each prints itself. */
final class HeardHost {
    private final GitHost real;
    private final Consumer<String> heard;

    HeardHost(GitHost real, Consumer<String> heard) {
        this.real = real;
        this.heard = heard;
    }

    private <T> T hear(Supplier<T> call) {
        try {
            T result = call.get();
            heard.accept(String.valueOf(result));
            return result;
        } catch (StileException failed) {
            heard.accept(told(failed));
            throw failed;
        }
    }

    /** All that an error can say to anybody, causes included. */
    private static String told(Throwable failed) {
        StringBuilder text = new StringBuilder();
        for (Throwable at = failed; at != null; at = at.getCause()) {
            text.append(at).append('\n');
            if (at instanceof StileException stile) {
                text.append(stile.code()).append(' ').append(stile.headline()).append('\n');
                text.append(stile.details()).append('\n');
            }
        }
        return text.toString();
    }

    boolean offers(Class<?> facet) {
        return facet.isInstance(real);
    }

    InitResult initialize(HostServices services) {
        return hear(() -> real.initialize(services));
    }

    void shutdown() {
        real.shutdown();
    }

    HealthStatus healthCheck(CallContext call) {
        return hear(() -> real.healthCheck(call));
    }

    PRResult createPR(PROptions options, CallContext call) {
        return hear(() -> real.createPR(options, call));
    }

    UpdateResult updatePR(PrRef pr, PRUpdates updates, CallContext call) {
        return hear(() -> real.updatePR(pr, updates, call));
    }

    MergeResult mergePR(PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
        return hear(() -> real.mergePR(pr, strategy, guard, call));
    }

    CloseResult closePR(PrRef pr, Expect expect, CallContext call) {
        return hear(() -> real.closePR(pr, expect, call));
    }

    PRStatus getPRStatus(PrRef pr, CallContext call) {
        return hear(() -> real.getPRStatus(pr, call));
    }

    ReviewStatus getReviewStatus(PrRef pr, CallContext call) {
        return hear(() -> real.getReviewStatus(pr, call));
    }

    PRComments getPRComments(PrRef pr, CallContext call) {
        return hear(() -> real.getPRComments(pr, call));
    }

    PrEvents detectPrEvents(PrRef pr, CallContext call) {
        return hear(() -> real.detectPrEvents(pr, call));
    }

    CommentResult commentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> text,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        return hear(() -> real.commentOnPR(pr, text, replyTo, key, call));
    }

    DismissResult dismissApprovals(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        return hear(() -> real.dismissApprovals(pr, message, expect, call));
    }

    BranchProtection getBranchProtection(RepoRef repo, BranchName branch, CallContext call) {
        return hear(() -> real.getBranchProtection(repo, branch, call));
    }

    BranchName getDefaultBranch(RepoRef repo, CallContext call) {
        return hear(() -> real.getDefaultBranch(repo, call));
    }

    SecureValue getAuthenticatedRemoteUrl(String remote, CallContext call) {
        return hear(() -> real.getAuthenticatedRemoteUrl(remote, call));
    }

    /** Asks what it may offer beside the thirteen. */
    <T> T beside(Function<Beside, T> question) {
        return hear(() -> question.apply(real.beside()));
    }
}
