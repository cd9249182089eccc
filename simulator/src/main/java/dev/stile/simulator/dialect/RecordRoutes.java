package dev.stile.simulator.dialect;

import dev.stile.simulator.access.Scope;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Response;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One record: read, create, change, close, delete. */
final class RecordRoutes {
    private static final List<String> REASONS =
            List.of("completed", "not_planned", "duplicate", "abandoned");

    Response read(Call call, Project project, String id) {
        call.query();
        StoredRecord record = project.get(id, call.readView(project));
        return Answers.unlessHeld(call.request(), Answers.record(200, record));
    }

    Response create(Call call, Project project) {
        call.query();
        call.require(project, Scope.WRITE);
        return IdempotencyKeys.once(
                call,
                project,
                () -> {
                    StoredRecord record = project.create(call.body(), call.user());
                    Response response =
                            Answers.record(201, record)
                                    .with("Location", path(project) + "/records/" + record.id());
                    return new IdempotencyKeys.Made(response, "record", record.id());
                });
    }

    Response byKey(Call call, Project project) {
        String key = call.query("key").required("key");
        String id = IdempotencyKeys.made(call, project, key, "record").made();
        return Answers.record(200, project.get(id, call.readView(project)));
    }

    Response change(Call call, Project project, String id) {
        call.query();
        call.require(project, Scope.WRITE);
        StoredRecord was = project.get(id, new View.Current());
        Json.Obj change = call.body("set", "clear", "add", "remove");
        Answers.precondition(call.request(), was);
        return Answers.record(200, project.change(was, change, call.standing(project)));
    }

    Response close(Call call, Project project, String id) {
        call.query();
        call.require(project, Scope.WRITE);
        return IdempotencyKeys.once(
                call,
                project,
                () -> {
                    StoredRecord was = project.get(id, new View.Current());
                    String reason =
                            call.body("reason")
                                    .text("reason")
                                    .filter(REASONS::contains)
                                    .orElseThrow(
                                            () ->
                                                    Problem.notAllowed(
                                                                    "reason",
                                                                    "there is no such reason",
                                                                    REASONS)
                                                            .refused());
                    Answers.precondition(call.request(), was);
                    Json.Obj change =
                            Json.object()
                                    .put(
                                            "set",
                                            Json.object()
                                                    .put(
                                                            "status",
                                                            project.workflow()
                                                                    .closingJson()
                                                                    .text(reason)
                                                                    .orElseThrow())
                                                    .build())
                                    .build();
                    StoredRecord closed = project.change(was, change, call.standing(project));
                    return new IdempotencyKeys.Made(
                            Answers.record(200, closed), "close", closed.id());
                });
    }

    Response delete(Call call, Project project, String id) {
        call.query();
        call.require(project, Scope.WRITE);
        StoredRecord was = project.get(id, new View.Current());
        Answers.precondition(call.request(), was);
        project.delete(was);
        return Response.empty(204);
    }

    Response revision(Call call, Project project, String id, String version) {
        call.query();
        return project.get(id, new View.Current())
                .revision(version)
                .map(record -> Answers.record(200, record))
                .orElseThrow(
                        () ->
                                Problem.of(
                                                404,
                                                "revision_not_found",
                                                "the record never had this version")
                                        .refused());
    }

    static String path(Project project) {
        return "/sim/v1/projects/"
                + URLEncoder.encode(project.settings().slug(), StandardCharsets.UTF_8);
    }
}
