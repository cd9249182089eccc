package dev.stile.simulator.dialect;

import dev.stile.simulator.access.Scope;
import dev.stile.simulator.engine.Conversations.Attachment;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Response;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The files on one record. A file is posted as it is, its name in the query. */
final class AttachmentRoutes {
    private static final int MAX_BYTES = 8 << 20;

    Response list(Call call, Project project, String record) {
        call.query();
        long number = project.get(record, call.readView(project)).number();
        return Answers.json(
                200,
                Json.object()
                        .put(
                                "items",
                                Json.list(
                                        project.conversations().attachments(number).stream()
                                                .map(Attachment::about)
                                                .toList()))
                        .put("complete", true)
                        .build());
    }

    Response read(Call call, Project project, String record, String id) {
        call.query();
        long number = project.get(record, call.readView(project)).number();
        return Answers.json(200, project.conversations().attachment(number, id).about());
    }

    Response content(Call call, Project project, String record, String id) {
        call.query();
        long number = project.get(record, call.readView(project)).number();
        Attachment attachment = project.conversations().attachment(number, id);
        String type = attachment.about().text("media_type").orElse("application/octet-stream");
        Response response =
                Response.of(200, type, attachment.content())
                        .with(
                                "ETag",
                                Answers.quoted(attachment.about().text("sha256").orElseThrow()));
        return Answers.unlessHeld(call.request(), response);
    }

    Response add(Call call, Project project, String record) {
        call.require(project, Scope.WRITE);
        String name = call.query("name").required("name");
        if (name.isBlank() || name.length() > 255) {
            throw Query.bad("name", "max_length", "a name is 1 to 255 characters").refused();
        }
        byte[] content = call.request().body();
        if (content.length > MAX_BYTES) {
            throw Problem.of(413, "too_large", "a file has at most " + MAX_BYTES + " bytes")
                    .refused();
        }
        return IdempotencyKeys.once(
                call,
                project,
                () -> {
                    StoredRecord on = project.get(record, new View.Current());
                    Json.Obj about =
                            Json.object()
                                    .put("name", name)
                                    .put(
                                            "media_type",
                                            call.request()
                                                    .headers()
                                                    .first("Content-Type")
                                                    .orElse("application/octet-stream"))
                                    .put("size", content.length)
                                    .put("sha256", sha256(content))
                                    .put("created_at", call.now().toString())
                                    .put("author", call.user().json())
                                    .build();
                    Json.Obj added = project.conversations().addAttachment(on, about, content);
                    String id = added.text("id").orElseThrow();
                    Response response =
                            Answers.json(201, added)
                                    .with(
                                            "Location",
                                            RecordRoutes.path(project)
                                                    + "/records/"
                                                    + on.id()
                                                    + "/attachments/"
                                                    + id);
                    return new IdempotencyKeys.Made(response, "attachment", on.number() + "/" + id);
                });
    }

    Response byKey(Call call, Project project, String record) {
        String key = call.query("key").required("key");
        long number = project.get(record, call.readView(project)).number();
        String[] made = IdempotencyKeys.made(call, project, key, "attachment").made().split("/", 2);
        if (!made[0].equals(Long.toString(number))) {
            throw Problem.of(404, "key_unknown", "nothing was made under this key").refused();
        }
        return Answers.json(200, project.conversations().attachment(number, made[1]).about());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
