package dev.stile.connectors.sim;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.connectors.sim.client.SimClient;
import dev.stile.connectors.sim.wire.CommentReader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Comments of records. */
record Comments(SimClient client) {
    private static final int PAGE = 1000;

    private enum Answer {
        YES,
        NO
    }

    List<Tainted<Comment>> all(ProjectRef project, RecordId record, CallContext call) {
        List<Tainted<Comment>> all = new ArrayList<>();
        Set<Token> followed = new HashSet<>();
        Url first = client.record(project, record, "comments").query("limit", PAGE);
        Url url = first;
        while (true) {
            Tainted<JsonView> page =
                    client.read(url, "listing the comments", What.RECORD, call).json();
            page.mapEach(view -> view.field("items").items())
                    .forEach(item -> all.add(item.map(CommentReader::read)));
            if (is(page, "next")) {
                Token next = page.checked(view -> new Token(view.field("next").text()));
                if (!followed.add(next)) {
                    throw new Malformed("another page of comments, not the same again");
                }
                url = first.query("cursor", next.text());
            } else if (is(page, "complete")) {
                return all;
            } else {
                throw new Malformed("the mark of the last page of comments");
            }
        }
    }

    Tainted<Comment> add(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                                "POST",
                                client.record(project, record, "comments"),
                                "adding the comment",
                                draft.map(CommentReader::draft))
                        .keyed("Idempotency-Key", key.text());
        HttpAnswer answer =
                client.write(request, 201, What.RECORD, new Precondition.Unconditional(), call);
        return SimClient.made(request, answer, CommentReader::read);
    }

    Tainted<Comment> update(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Untainted<CommentDraft, Sink.RecordField> draft,
            Precondition precondition,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                        "PATCH",
                        client.comment(project, record, comment),
                        "changing the comment",
                        draft.map(CommentReader::change));
        HttpAnswer answer = client.write(request, 200, What.COMMENT, precondition, call);
        return SimClient.made(request, answer, CommentReader::read);
    }

    RemoveResult delete(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Precondition precondition,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                        "DELETE", client.comment(project, record, comment), "deleting the comment");
        try {
            client.write(request, 204, What.COMMENT, precondition, call);
            return new RemoveResult.Deleted();
        } catch (NotFound missing) {
            if (missing.what() == What.PROJECT) {
                throw missing;
            }
            return new RemoveResult.AlreadyGone();
        }
    }

    private static boolean is(Tainted<JsonView> page, String member) {
        return page.checked(
                                view ->
                                        new Fact<>(
                                                view.find(member).isPresent()
                                                        ? Answer.YES
                                                        : Answer.NO))
                        .answer()
                == Answer.YES;
    }
}
