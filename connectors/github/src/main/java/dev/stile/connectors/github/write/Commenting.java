package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.MarkedText;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Fact;
import dev.stile.connectors.github.client.Written;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Says something on a pull request, once: what stands there under the same key is found first. An
 * inline comment is answered in its thread; the other kinds have none. Any thread may use it.
 */
public final class Commenting {
    private static final String OPERATION = "commenting on the pull request";

    private final Rest rest;
    private final BiFunction<PrRef, CallContext, PRComments> comments;

    /**
     * @param comments reads what was said so far
     */
    public Commenting(Rest rest, BiFunction<PrRef, CallContext, PRComments> comments) {
        this.rest = rest;
        this.comments = comments;
    }

    /**
     * @param marked the text with its hidden last line
     * @throws Invalid naming {@code reply_to} for a comment that is not on this pull request,
     *     {@code key} if another text was said under it
     * @throws Unavailable if it is not known whether it stands there; nothing was written
     */
    public CommentResult comment(
            PrRef pr,
            Untainted<String, Sink.RecordField> marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        replyTo.ifPresent(Commenting::requireThread);
        PRComments before = comments.apply(pr, call);
        Optional<PRComment> there = find(before, pr, key);
        if (there.isEmpty() && !before.complete()) {
            throw new Unavailable(
                    "not all comments could be read, so that it may have been said before");
        }
        Optional<PRComment> original = replyTo.map(id -> original(before, id));
        if (there.isPresent()) {
            MarkedText.requireSame(there.get().body(), marked.value());
            return result(there.get(), original, false);
        }
        boolean threaded = original.isPresent();
        Url url =
                original.map(
                                comment ->
                                        rest.pull(
                                                pr,
                                                "comments",
                                                first(before, comment).id().text(),
                                                "replies"))
                        .orElseGet(() -> rest.issue(pr, "comments"));
        try {
            Written written =
                    rest.client()
                            .write(
                                    "POST",
                                    url,
                                    OPERATION,
                                    Json.object().put("body", marked.value()).build(),
                                    marked.label(),
                                    call);
            if (written.status() == 422) {
                throw new Invalid("text", "the host does not take it", List.of());
            }
            if (!written.isSuccess()) {
                throw written.error(threaded ? What.COMMENT : What.RECORD);
            }
            return made(written, threaded);
        } catch (OutcomeUnknown lost) {
            return Settling.find(
                            () -> find(comments.apply(pr, call), pr, key),
                            rest.services().get(),
                            call)
                    .map(found -> result(found, original, true))
                    .orElseThrow(() -> lost);
        }
    }

    private CommentResult made(Written written, boolean threaded) {
        return written.made(
                node ->
                        new CommentResult(
                                new CommentId(
                                        threaded
                                                ? CommentId.Kind.INLINE
                                                : CommentId.Kind.CONVERSATION,
                                        node.token("id")),
                                node.url("html_url", rest.client().webUrl()),
                                threaded,
                                true));
    }

    private static CommentResult result(
            PRComment there, Optional<PRComment> original, boolean created) {
        boolean threaded =
                original.isPresent() && there.threadId().equals(original.get().threadId());
        return new CommentResult(there.id(), there.url(), threaded, created);
    }

    private static PRComment original(PRComments there, CommentId id) {
        return there.items().stream()
                .filter(comment -> comment.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Invalid(
                                        "reply_to",
                                        "names no comment of this pull request",
                                        List.of()));
    }

    private static void requireThread(CommentId id) {
        if (id.kind() != CommentId.Kind.INLINE) {
            throw new Invalid(
                    "reply_to", "only an inline comment has a thread on this host", List.of());
        }
    }

    /** The host takes an answer to the first comment of a thread only. */
    private static CommentId first(PRComments there, PRComment comment) {
        return there.items().stream()
                .filter(other -> other.threadId().equals(comment.threadId()))
                .filter(other -> other.replyTo().isEmpty())
                .map(PRComment::id)
                .findFirst()
                .orElse(comment.id());
    }

    private Optional<PRComment> find(PRComments there, PrRef pr, IdempotencyKey key) {
        return there.items().stream()
                .filter(comment -> comment.author().self())
                .filter(comment -> isUnder(comment, pr, key))
                .findFirst();
    }

    private boolean isUnder(PRComment comment, PrRef pr, IdempotencyKey key) {
        HostServices services = rest.services().get();
        Optional<IdempotencyKey> wanted = Optional.of(key);
        return comment.body()
                        .checked(
                                text -> new Fact<>(Tri.of(services.keyOf(pr, text).equals(wanted))))
                        .answer()
                == Tri.YES;
    }
}
