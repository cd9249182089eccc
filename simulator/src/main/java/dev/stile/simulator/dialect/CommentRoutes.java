package dev.stile.simulator.dialect;

import dev.stile.simulator.access.Scope;
import dev.stile.simulator.engine.Cursor;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The comments of one record. Each change of one is a change of the record too, so that a delta
 * shows it.
 */
final class CommentRoutes {
    private static final int MAX_BYTES = 256 << 10;

    private final Listings listings;

    CommentRoutes(Listings listings) {
        this.listings = listings;
    }

    Response list(Call call, Project project, String record) {
        Query query = call.query("limit", "cursor");
        long number = project.get(record, call.readView(project)).number();
        NumberedPage page =
                NumberedPage.of(
                        query,
                        Cursor.Kind.COMMENTS,
                        listings.scope(project) + "-" + number,
                        after -> project.conversations().comments(number, after));
        Response response = Answers.json(200, page.answer());
        List<String> tags =
                page.items().stream()
                        .map(comment -> comment.text("version").orElseThrow())
                        .toList();
        return Answers.unlessHeld(
                call.request(),
                response.with(
                        "ETag",
                        Answers.tag(List.of(String.join(",", tags), "" + page.found().size()))));
    }

    Response read(Call call, Project project, String record, String id) {
        call.query();
        long number = project.get(record, call.readView(project)).number();
        Json.Obj comment = project.conversations().comment(number, id);
        return Answers.unlessHeld(call.request(), answer(200, comment));
    }

    Response add(Call call, Project project, String record) {
        call.query();
        call.require(project, Scope.COMMENT);
        return IdempotencyKeys.once(
                call,
                project,
                () -> {
                    StoredRecord was = project.get(record, new View.Current());
                    Json.Obj draft = call.body("body", "reply_to");
                    draft.text("reply_to")
                            .ifPresent(to -> project.conversations().comment(was.number(), to));
                    Json.Obj comment =
                            project.conversations()
                                    .addComment(
                                            was,
                                            call.user(),
                                            text(draft),
                                            draft.text("reply_to"),
                                            call.now().toString());
                    project.touch(was, 1);
                    String id = comment.text("id").orElseThrow();
                    Response response =
                            answer(201, comment)
                                    .with(
                                            "Location",
                                            RecordRoutes.path(project)
                                                    + "/records/"
                                                    + was.id()
                                                    + "/comments/"
                                                    + id);
                    return new IdempotencyKeys.Made(response, "comment", was.number() + "/" + id);
                });
    }

    Response byKey(Call call, Project project, String record) {
        String key = call.query("key").required("key");
        long number = project.get(record, call.readView(project)).number();
        String[] made = IdempotencyKeys.made(call, project, key, "comment").made().split("/", 2);
        if (!made[0].equals(Long.toString(number))) {
            throw Problem.of(404, "key_unknown", "nothing was made under this key").refused();
        }
        return answer(200, project.conversations().comment(number, made[1]));
    }

    Response change(Call call, Project project, String record, String id) {
        call.query();
        StoredRecord was = project.get(record, new View.Current());
        Json.Obj comment = own(call, project, was, id);
        Json.Obj change = call.body("body");
        precondition(call, comment);
        Json.Obj changed =
                project.conversations()
                        .changeComment(was.number(), comment, text(change), call.now().toString());
        project.touch(was, 0);
        return answer(200, changed);
    }

    Response delete(Call call, Project project, String record, String id) {
        call.query();
        StoredRecord was = project.get(record, new View.Current());
        Json.Obj comment = own(call, project, was, id);
        precondition(call, comment);
        project.conversations().deleteComment(was.number(), comment);
        project.touch(was, -1);
        return Response.empty(204);
    }

    /** One's own comment needs the scope for comments, another's the one for administration. */
    private static Json.Obj own(Call call, Project project, StoredRecord record, String id) {
        call.require(project, Scope.COMMENT);
        Json.Obj comment = project.conversations().comment(record.number(), id);
        if (!comment.object("author").text("id").equals(Optional.of(call.user().id()))) {
            call.require(project, Scope.ADMIN);
        }
        return comment;
    }

    private static void precondition(Call call, Json.Obj comment) {
        String version = comment.text("version").orElseThrow();
        if (call.request().headers().first("If-Match").isPresent()
                && !Answers.matches(call.request(), version)) {
            throw Problem.of(412, "version_mismatch", "the comment has another version now")
                    .with("current", Json.text(version))
                    .with("comment", comment)
                    .refused();
        }
    }

    private static String text(Json.Obj object) {
        String body =
                object.text("body")
                        .orElseThrow(
                                () ->
                                        Problem.invalid("body", "required", "a comment has a text")
                                                .refused());
        if (body.isBlank()) {
            throw Problem.invalid("body", "required", "a comment is not empty").refused();
        }
        if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw Problem.invalid("body", "max_length", "the comment is too long")
                    .with("limit", Json.number(MAX_BYTES))
                    .refused();
        }
        return body;
    }

    private static Response answer(int status, Json.Obj comment) {
        return Answers.json(status, comment)
                .with("ETag", Answers.quoted(comment.text("version").orElseThrow()));
    }
}
