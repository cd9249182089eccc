package dev.stile.cli.pr;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;

import java.util.List;

/**
 * What is told of a write to a pull request that failed: what was changed before it, and what to
 * type about that pull request. Stateless.
 */
final class PrWriteError {
    private static final Remedy LOOK_AGAIN =
            Remedy.of(
                    "Look after two minutes whether it happened; nothing is sent again by itself. The"
                            + " same command typed again is sent again, and settles this one only"
                            + " after those two minutes.",
                    "stile pr verify {pr} --writes",
                    "stile pr status {pr}",
                    "stile pr list {repo}");

    private PrWriteError() {}

    /**
     * @param named the pull request, as it is typed
     */
    static Failure of(StileException failed, PrRef pr, String named) {
        Failure.Builder failure = about(failed, code(failed));
        if (failed instanceof VersionMismatch moved) {
            moved.current()
                    .ifPresent(
                            head ->
                                    failure.detail("its head is " + head.text())
                                            .fact("head_sha", head.text()));
            failure.detail("nothing was changed").fact("outcome", "head_changed");
        }
        return failure.argument("pr", named).fact("pr", pr.toString()).build();
    }

    /**
     * @param named the repository, as it is typed
     */
    static Failure ofNew(StileException failed, RepoRef repo, String named) {
        return about(failed, code(failed))
                .argument("repo", named)
                .fact("repo", repo.toString())
                .build();
    }

    private static Failure.Builder about(StileException failed, Code code) {
        Failure.Builder failure =
                failed instanceof Failure known ? known.extended() : anew(failed, code);
        if (failed.retry() instanceof Retry.AfterDelay(var delay)) {
            failure.retryAfter(delay);
        }
        List<String> written = failed.written().orElse(List.of());
        if (!written.isEmpty()) {
            String parts = String.join(", ", written);
            failure.detail("changed before that: " + parts).fact("applied", parts);
        }
        return failure;
    }

    private static Failure.Builder anew(StileException failed, Code code) {
        Failure.Builder failure = Failure.of(code).cause(failed);
        if (failed instanceof OutcomeUnknown) {
            failure.remedy(LOOK_AGAIN);
        }
        if (code == ConnectorCodes.of(failed)) {
            failure.headline(failed.headline());
        } else if (!(failed instanceof VersionMismatch)) {
            failure.detail(failed.headline());
        }
        failed.details().forEach(failure::detail);
        failed.remoteText().ifPresent(failure::saying);
        return failure;
    }

    /** What may have been written is never told as a value to correct. */
    private static Code code(StileException failed) {
        return switch (failed) {
            case VersionMismatch moved -> Code.PULL_REQUEST_MOVED;
            case Invalid refused when refused.written().isPresent() -> Code.UPDATE_NOT_MADE;
            default -> ConnectorCodes.of(failed);
        };
    }
}
