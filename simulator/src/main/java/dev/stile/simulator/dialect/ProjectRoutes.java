package dev.stile.simulator.dialect;

import dev.stile.simulator.access.RateLimiter.Quota;
import dev.stile.simulator.access.Role;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.engine.Cursor;
import dev.stile.simulator.engine.FieldRule;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.engine.User;
import dev.stile.simulator.engine.Workflow;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The service, its projects, and what a project's records may hold. */
final class ProjectRoutes {
    private final Tracker tracker;
    private final String instance;

    ProjectRoutes(Tracker tracker, String instance) {
        this.tracker = tracker;
        this.instance = instance;
    }

    Response service(Call call, Optional<Quota> quota) {
        call.query();
        var answer =
                Json.object()
                        .put("name", "stile-simulator")
                        .put("api_version", "v1")
                        .put("server_time", call.now().toString())
                        .put("caller", call.user().json())
                        .put(
                                "scopes",
                                Json.texts(
                                        call.token().scopes().stream()
                                                .sorted()
                                                .map(Scope::wireName)
                                                .toList()));
        quota.ifPresent(
                left ->
                        answer.put(
                                "quota",
                                Json.object()
                                        .put("limit", left.limit())
                                        .put("remaining", left.remaining())
                                        .put("reset_seconds", left.resetSeconds())
                                        .build()));
        return Answers.json(200, answer.build());
    }

    Response list(Call call) {
        Query query = call.query("limit", "cursor");
        int limit = query.limit();
        long skip =
                query.text("cursor")
                        .map(text -> Cursor.parse(text, Cursor.Kind.PROJECTS, instance).position())
                        .orElse(0L);
        List<Project> found =
                tracker.projects().stream()
                        .filter(
                                project ->
                                        call.token()
                                                .role(project.settings().slug())
                                                .atLeast(Role.FORBIDDEN))
                        .skip(skip)
                        .limit(limit + 1L)
                        .toList();
        var answer =
                Json.object()
                        .put(
                                "items",
                                Json.list(
                                        found.stream()
                                                .limit(limit)
                                                .map(project -> summary(call, project))
                                                .toList()));
        if (found.size() > limit) {
            answer.put(
                    "next",
                    new Cursor(Cursor.Kind.PROJECTS, instance, skip + limit, 0, Instant.EPOCH)
                            .text());
        } else {
            answer.put("complete", true);
        }
        return Answers.json(200, answer.build());
    }

    private static Json.Obj summary(Call call, Project project) {
        Role role = call.token().role(project.settings().slug());
        return Json.object()
                .put("slug", project.settings().slug())
                .put("name", project.settings().name())
                .put("records", role.atLeast(Role.READ) ? project.size() : 0)
                .put("readable", role.atLeast(Role.READ) && call.token().has(Scope.READ))
                .put(
                        "writable",
                        role.atLeast(Role.WRITE)
                                && call.token().has(Scope.WRITE)
                                && project.settings().writable())
                .build();
    }

    Response schema(Call call, Project project) {
        call.query();
        Json.Obj schema =
                Json.object()
                        .put("project", project.settings().slug())
                        .put("root", "issues")
                        .put(
                                "fields",
                                Json.list(project.fields().stream().map(FieldRule::json).toList()))
                        .put(
                                "statuses",
                                Json.list(
                                        project.workflow().statuses().stream()
                                                .map(
                                                        status ->
                                                                Json.object()
                                                                        .put("name", status.name())
                                                                        .put(
                                                                                "category",
                                                                                status.category())
                                                                        .build())
                                                .toList()))
                        .put(
                                "transitions",
                                Json.list(
                                        project.workflow().transitions().stream()
                                                .map(ProjectRoutes::transition)
                                                .toList()))
                        .put("close_reasons", project.workflow().closingJson())
                        .put("types", Json.texts(allowed(project, "type")))
                        .put("priorities", Json.texts(allowed(project, "priority")))
                        .put(
                                "labels",
                                Json.object()
                                        .put("closed", !project.settings().labels().isEmpty())
                                        .put("allowed", Json.texts(project.settings().labels()))
                                        .build())
                        .put("users", Json.list(tracker.users().stream().map(User::json).toList()))
                        .put(
                                "ids",
                                Json.object()
                                        .put("form", "number")
                                        .put("prefix", project.settings().idPrefix())
                                        .build())
                        .put("body", Json.object().put("format", "markdown").build())
                        .put("page", Json.object().put("default", 100).put("max", 1000).build())
                        .put("time_granularity", "millisecond")
                        .put("overlap_ms", 0)
                        .put("listing_lag_ms", project.settings().listingLag().toMillis())
                        .put(
                                "comments",
                                Json.object()
                                        .put("max_length", 256 << 10)
                                        .put("mark_record", true)
                                        .build())
                        .put("attachments", Json.object().put("max_bytes", 8 << 20).build())
                        .build();
        Response response = Answers.json(200, schema);
        String tag = Answers.tag(List.of(new String(response.bytes(), StandardCharsets.UTF_8)));
        return Answers.unlessHeld(call.request(), response.with("ETag", tag));
    }

    private static Json.Obj transition(Workflow.Transition way) {
        var object = Json.object().put("from", way.from()).put("to", way.to());
        if (!way.requires().isEmpty()) {
            object.put("requires", Json.texts(way.requires()));
        }
        return object.put("role", way.role()).build();
    }

    private static List<String> allowed(Project project, String field) {
        return project.fields().stream()
                .filter(rule -> rule.path().equals(field))
                .flatMap(rule -> rule.allowed().stream())
                .toList();
    }
}
