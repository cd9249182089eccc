package dev.stile.simulator.dialect;

import dev.stile.simulator.access.RateLimiter.Quota;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Response;

import java.util.List;
import java.util.Optional;

/** Finds what a path and a method mean. */
final class Routes {
    private static final List<String> READ_ONLY =
            List.of("schema", "changes", "records:by-key", "messages:by-key");

    private final Tracker tracker;
    private final ProjectRoutes projects;
    private final Listings listings;
    private final RecordRoutes records = new RecordRoutes();
    private final CommentRoutes comments;
    private final MessageRoutes messages;
    private final AttachmentRoutes attachments = new AttachmentRoutes();

    Routes(Tracker tracker, String instance) {
        this.tracker = tracker;
        this.projects = new ProjectRoutes(tracker, instance);
        this.listings = new Listings(instance);
        this.comments = new CommentRoutes(listings);
        this.messages = new MessageRoutes(listings);
    }

    Response read(Call call, Optional<Quota> quota) {
        List<String> path = call.segments();
        if (path.isEmpty()) {
            return projects.service(call, quota);
        }
        if (!path.getFirst().equals("projects") || path.size() == 2 || path.size() > 8) {
            throw noRoute().refused();
        }
        if (path.size() == 1) {
            Tokens.require(call.token(), Scope.READ);
            return projects.list(call);
        }
        Project project = OwnDialect.project(tracker, call, path.get(1));
        call.require(project, Scope.READ);
        return switch (path.size()) {
            case 3 ->
                    switch (path.get(2)) {
                        case "schema" -> projects.schema(call, project);
                        case "records" -> listings.records(call, project);
                        case "records:by-key" -> records.byKey(call, project);
                        case "changes" -> listings.changes(call, project);
                        case "messages" -> messages.list(call, project);
                        case "messages:by-key" -> messages.byKey(call, project);
                        default -> throw noRoute().refused();
                    };
            default -> {
                if (!path.get(2).equals("records")) {
                    throw noRoute().refused();
                }
                yield readBelow(call, project, path.get(3), path.subList(4, path.size()));
            }
        };
    }

    private Response readBelow(Call call, Project project, String id, List<String> rest) {
        String kind = rest.isEmpty() ? "" : rest.getFirst();
        return switch (rest.size()) {
            case 0 -> records.read(call, project, id);
            case 1 ->
                    switch (kind) {
                        case "comments" -> comments.list(call, project, id);
                        case "comments:by-key" -> comments.byKey(call, project, id);
                        case "attachments" -> attachments.list(call, project, id);
                        case "attachments:by-key" -> attachments.byKey(call, project, id);
                        case "close" -> throw wrongMethod("POST");
                        default -> throw noRoute().refused();
                    };
            case 2 ->
                    switch (kind) {
                        case "revisions" -> records.revision(call, project, id, rest.get(1));
                        case "comments" -> comments.read(call, project, id, rest.get(1));
                        case "attachments" -> attachments.read(call, project, id, rest.get(1));
                        default -> throw noRoute().refused();
                    };
            case 3 -> {
                if (!kind.equals("attachments") || !rest.get(2).equals("content")) {
                    throw noRoute().refused();
                }
                yield attachments.content(call, project, id, rest.get(1));
            }
            default -> throw noRoute().refused();
        };
    }

    Response write(Call call) {
        List<String> path = call.segments();
        if (path.size() < 3 || !path.getFirst().equals("projects")) {
            throw path.isEmpty() || path.equals(List.of("projects"))
                    ? wrongMethod("GET, HEAD")
                    : noRoute().refused();
        }
        Project project = OwnDialect.project(tracker, call, path.get(1));
        call.require(project, Scope.READ);
        if (path.subList(2, path.size()).equals(List.of("messages"))) {
            return sent(call, project);
        }
        if (!path.get(2).equals("records")) {
            throw READ_ONLY.contains(path.get(2)) ? wrongMethod("GET, HEAD") : noRoute().refused();
        }
        String method = call.request().method();
        List<String> rest = path.subList(Math.min(4, path.size()), path.size());
        if (path.size() == 3) {
            return switch (method) {
                case "POST" -> records.create(call, project);
                default -> throw wrongMethod("GET, HEAD, POST");
            };
        }
        String id = path.get(3);
        return switch (rest.size()) {
            case 0 ->
                    switch (method) {
                        case "PATCH" -> records.change(call, project, id);
                        case "DELETE" -> records.delete(call, project, id);
                        default -> throw wrongMethod("GET, HEAD, PATCH, DELETE");
                    };
            case 1 -> posted(call, project, id, rest.getFirst(), method);
            case 2 -> writtenComment(call, project, id, rest, method);
            default -> throw noRoute().refused();
        };
    }

    private Response sent(Call call, Project project) {
        if (!call.request().method().equals("POST")) {
            throw wrongMethod("GET, HEAD, POST");
        }
        return messages.send(call, project);
    }

    private Response posted(Call call, Project project, String id, String kind, String method) {
        if (!List.of("close", "comments", "attachments").contains(kind)) {
            throw noRoute().refused();
        }
        if (!method.equals("POST")) {
            throw wrongMethod(kind.equals("close") ? "POST" : "GET, HEAD, POST");
        }
        return switch (kind) {
            case "close" -> records.close(call, project, id);
            case "comments" -> comments.add(call, project, id);
            default -> attachments.add(call, project, id);
        };
    }

    private Response writtenComment(
            Call call, Project project, String id, List<String> rest, String method) {
        if (!rest.getFirst().equals("comments")) {
            throw noRoute().refused();
        }
        return switch (method) {
            case "PATCH" -> comments.change(call, project, id, rest.get(1));
            case "DELETE" -> comments.delete(call, project, id, rest.get(1));
            default -> throw wrongMethod("GET, HEAD, PATCH, DELETE");
        };
    }

    static Problem noRoute() {
        return Problem.of(404, "no_such_route", "there is nothing at this path");
    }

    private static RuntimeException wrongMethod(String allowed) {
        return Problem.of(405, "method_not_allowed", "this path takes " + allowed)
                .with("allowed", Json.texts(List.of(allowed.split(", "))))
                .refused();
    }
}
