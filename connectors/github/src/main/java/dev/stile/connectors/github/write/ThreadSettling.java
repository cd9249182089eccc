package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ThreadResult;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.client.GraphAnswer;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Resolves threads of comments, and opens them again. Any thread may use it. */
public final class ThreadSettling {
    private static final String OPERATION = "settling the thread";

    /** How a thread is called here that the host has told no id of. */
    private static final String UNNAMED = "of-";

    private final Rest rest;
    private final BiFunction<PrRef, CallContext, PRComments> comments;

    /**
     * @param comments reads all that was said
     */
    public ThreadSettling(Rest rest, BiFunction<PrRef, CallContext, PRComments> comments) {
        this.rest = rest;
        this.comments = comments;
    }

    /**
     * @throws Invalid for a comment that is in no thread of this pull request
     * @throws OutcomeUnknown if it cannot be seen whether it happened
     */
    public ThreadResult settle(PrRef pr, CommentId comment, boolean resolved, CallContext call) {
        PRComment there = find(pr, comment, call);
        Token thread = there.threadId().orElseThrow(() -> notInThread(comment));
        if (there.resolved() == Tri.of(resolved)) {
            return new ThreadResult(thread, resolved, false);
        }
        if (thread.text().startsWith(UNNAMED)) {
            throw new NotSupported("threads on a server of this version");
        }
        try {
            GraphAnswer answer =
                    rest.client()
                            .mutate(
                                    OPERATION,
                                    mutation(resolved),
                                    Json.object().put("id", thread.text()).build(),
                                    call);
            if (isNow(answer, resolved)) {
                return new ThreadResult(thread, resolved, true);
            }
            throw new OutcomeUnknown(OPERATION, "the host took it and does not show it");
        } catch (OutcomeUnknown lost) {
            if (isSeen(pr, comment, resolved, call)) {
                return new ThreadResult(thread, resolved, true);
            }
            throw lost;
        }
    }

    private static String mutation(boolean resolved) {
        return "mutation($id:ID!){"
                + (resolved ? "resolveReviewThread" : "unresolveReviewThread")
                + "(input:{threadId:$id}){thread{id isResolved}}}";
    }

    private static boolean isNow(GraphAnswer answer, boolean resolved) {
        return answer.find(resolved ? "resolveReviewThread" : "unresolveReviewThread", "thread")
                .filter(thread -> thread.tri("isResolved") == Tri.of(resolved))
                .isPresent();
    }

    private PRComment find(PrRef pr, CommentId comment, CallContext call) {
        PRComments all = comments.apply(pr, call);
        Optional<PRComment> found =
                all.items().stream().filter(each -> each.id().equals(comment)).findFirst();
        if (found.isEmpty() && !all.complete()) {
            throw new Unavailable(
                    "not all that was said could be read, and " + comment + " is not in it");
        }
        return found.orElseThrow(() -> notInThread(comment));
    }

    private static Invalid notInThread(CommentId comment) {
        return new Invalid("comment", comment + " is in no thread of this pull request", List.of());
    }

    private boolean isSeen(PrRef pr, CommentId comment, boolean resolved, CallContext call) {
        try {
            return find(pr, comment, call).resolved() == Tri.of(resolved);
        } catch (StileException unreadable) {
            return false;
        }
    }
}
