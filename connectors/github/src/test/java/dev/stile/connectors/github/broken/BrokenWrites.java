package dev.stile.connectors.github.broken;

import static dev.stile.connectors.github.broken.Requests.body;
import static dev.stile.connectors.github.broken.Requests.changed;
import static dev.stile.connectors.github.broken.Requests.member;
import static dev.stile.connectors.github.broken.Requests.pretended;
import static dev.stile.connectors.github.broken.Requests.repeated;
import static dev.stile.connectors.github.broken.Requests.swallowed;
import static dev.stile.connectors.github.broken.Requests.to;
import static dev.stile.connectors.github.broken.Requests.twice;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.testkit.hosting.HostCase;
import dev.stile.testkit.hosting.HostRequest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Adapters that open, change, close, comment and dismiss wrongly. */
public final class BrokenWrites {
    private BrokenWrites() {}

    public static List<Broken> all() {
        return List.of(
                Broken.above(HostCase.C13, "takes what it made for old", created(false)),
                Broken.below(
                        HostCase.C14, "puts no labels on", pretended(HostRequest.ADD_LABELS, "[]")),
                Broken.below(
                        HostCase.C15,
                        "does not look for what there is",
                        pretended(HostRequest.FIND, "[]")),
                Broken.below(
                        HostCase.C16,
                        "repeats a creation whose answer was lost",
                        repeated(HostRequest.CREATE)),
                Broken.above(HostCase.C17, "keeps warnings to itself", BrokenWrites::unwarned),
                Broken.below(
                        HostCase.C18,
                        "forgets that the head is in a fork",
                        body(HostRequest.CREATE, member("head", BrokenWrites::withoutOwner))),
                Broken.above(HostCase.C20, "writes where nothing changes", BrokenWrites::chatty),
                Broken.above(HostCase.C21, "claims every field", BrokenWrites::claiming),
                Broken.below(HostCase.C22, "makes no drafts", pretended(HostRequest.DRAFT, "{}")),
                Broken.below(
                        HostCase.C23,
                        "takes each refusal to remove a label for a missing one",
                        swallowed(HostRequest.REMOVE_LABEL)),
                Broken.above(HostCase.C24, "closes whatever the head is", BrokenWrites::closing),
                Broken.below(HostCase.C61, "says things twice", twice(HostRequest.COMMENT)),
                Broken.below(
                        HostCase.C61,
                        "repeats a comment whose answer was lost",
                        repeated(HostRequest.COMMENT)),
                Broken.below(
                        HostCase.C62,
                        "answers in the conversation and says that it did in the thread",
                        changed(
                                HostRequest.REPLY,
                                request ->
                                        to(
                                                request,
                                                address ->
                                                        address.replaceAll(
                                                                "/pulls/([0-9]+)/comments/.*",
                                                                "/issues/$1/comments")))),
                Broken.above(
                        HostCase.C63, "answers where there is no thread", BrokenWrites::anywhere),
                Broken.below(
                        HostCase.C64,
                        "lets commands through",
                        body(HostRequest.COMMENT, member("body", BrokenWrites::unescaped))),
                Broken.below(
                        HostCase.C65,
                        "says that it dismissed and does not",
                        pretended(HostRequest.DISMISS, "{}")),
                Broken.above(HostCase.C66, "tells of each dismissal", BrokenWrites::telling),
                Broken.above(HostCase.C67, "forgets what remains", BrokenWrites::forgetful));
    }

    private static Json withoutOwner(Json head) {
        return head instanceof Json.JsonText(String text)
                ? Json.text(text.substring(text.indexOf(':') + 1))
                : head;
    }

    private static Json unescaped(Json body) {
        return body instanceof Json.JsonText(String text)
                ? Json.text(text.replace("\\/", "/"))
                : body;
    }

    private static BiFunction<ConnectorContext, GitHost, GitHost> created(boolean claimed) {
        return (context, real) ->
                creating(
                        context,
                        real,
                        result ->
                                new PRResult(
                                        result.prNumber(),
                                        result.url(),
                                        result.headSha(),
                                        result.baseSha(),
                                        claimed,
                                        result.warnings()));
    }

    private static GitHost unwarned(ConnectorContext context, GitHost real) {
        return creating(
                context,
                real,
                result ->
                        new PRResult(
                                result.prNumber(),
                                result.url(),
                                result.headSha(),
                                result.baseSha(),
                                result.created(),
                                List.of()));
    }

    private static GitHost creating(
            ConnectorContext context, GitHost real, UnaryOperator<PRResult> change) {
        return new Above(context, real) {
            @Override
            protected PRResult doCreatePR(PROptions options, CallContext call) {
                return change.apply(real().createPR(options, call));
            }
        };
    }

    private static GitHost chatty(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call) {
                say(pr, call);
                return real().updatePR(pr, updates, call);
            }

            private void say(PrRef pr, CallContext call) {
                real().commentOnPR(
                                pr,
                                dev.stile.api.taint.UserInput.trusted("Updated"),
                                Optional.empty(),
                                services().newKey(),
                                call);
            }
        };
    }

    private static GitHost claiming(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call) {
                real().updatePR(pr, updates, call);
                return new UpdateResult(
                        Set.of("title", "body", "draft", "labels"), Set.of(), List.of());
            }
        };
    }

    private static GitHost closing(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected CloseResult doClosePR(PrRef pr, Expect expect, CallContext call) {
                return real().closePR(pr, Expect.nothing(), call);
            }
        };
    }

    private static GitHost anywhere(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected CommentResult doCommentOnPR(
                    PrRef pr,
                    Untainted<String, Sink.RecordField> marked,
                    Optional<CommentId> replyTo,
                    IdempotencyKey key,
                    CallContext call) {
                return real().commentOnPR(
                                pr,
                                marked,
                                replyTo.filter(id -> id.kind() == CommentId.Kind.INLINE),
                                key,
                                call);
            }
        };
    }

    private static GitHost telling(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected DismissResult doDismissApprovals(
                    PrRef pr,
                    Untainted<String, Sink.RecordField> message,
                    Expect expect,
                    CallContext call) {
                real().commentOnPR(pr, message, Optional.empty(), services().newKey(), call);
                return real().dismissApprovals(pr, message, expect, call);
            }
        };
    }

    private static GitHost forgetful(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected DismissResult doDismissApprovals(
                    PrRef pr,
                    Untainted<String, Sink.RecordField> message,
                    Expect expect,
                    CallContext call) {
                DismissResult result = real().dismissApprovals(pr, message, expect, call);
                return new DismissResult(result.dismissed(), List.of(), List.of());
            }
        };
    }
}
