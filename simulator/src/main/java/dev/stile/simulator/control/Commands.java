package dev.stile.simulator.control;

import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.ProjectSettings;
import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.engine.User;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.engine.Workflow;
import dev.stile.simulator.journal.Journal;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.seed.Seeds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes of state that no client could make; each is journaled as a client's write is. */
final class Commands {
    private static final List<String> EDITS =
            List.of("create", "change", "delete", "move", "comment");

    private final Tracker tracker;
    private final Tokens tokens;
    private final Journal journal;
    private final Runnable begin;

    /** {@code begin} puts in what a simulator starts with: users and tokens, no project. */
    Commands(Tracker tracker, Tokens tokens, Journal journal, Runnable begin) {
        this.tracker = tracker;
        this.tokens = tokens;
        this.journal = journal;
        this.begin = begin;
    }

    /** Runs a command and keeps it. */
    Json.Obj run(String name, Json.Obj arguments) {
        return tracker.writing(
                () -> {
                    journal.ready();
                    Instant at = tracker.now();
                    Json.Obj answer = apply(name, arguments);
                    journal.append(
                            Json.object()
                                    .put("do", name)
                                    .put("at", at.toString())
                                    .put("arguments", arguments)
                                    .build());
                    return answer;
                });
    }

    /** Runs a kept command again. */
    void replay(Json.Obj command) {
        tracker.writing(() -> apply(command.text("do").orElseThrow(), command.object("arguments")));
    }

    private Json.Obj apply(String name, Json.Obj arguments) {
        return switch (name) {
            case "reset" -> {
                tracker.clear();
                tokens.all().forEach(token -> tokens.remove(token.name()));
                begin.run();
                yield Json.object().build();
            }
            case "seed" -> Seeds.sow(tracker, arguments).settings().json();
            case "project" -> project(arguments);
            case "remove_project" -> {
                Project project = find(arguments);
                tracker.removeProject(project.settings().slug());
                yield project.settings().json();
            }
            case "user" ->
                    tracker.addUser(required(arguments, "handle"), required(arguments, "display"))
                            .json();
            case "token" -> {
                tokens.put(TokenForm.read(arguments, tokens.named(required(arguments, "name"))));
                yield tokens.named(required(arguments, "name")).orElseThrow().json();
            }
            case "remove_token" -> {
                tokens.remove(required(arguments, "name"));
                yield Json.object().build();
            }
            case "workflow" -> workflow(arguments);
            case "edit" -> edit(arguments);
            default ->
                    throw Problem.of(404, "no_such_command", "there is no command " + name)
                            .refused();
        };
    }

    private Json.Obj project(Json.Obj arguments) {
        String slug = required(arguments, "slug");
        Optional<Project> there = tracker.project(slug);
        ProjectSettings before =
                there.map(Project::settings).orElseGet(() -> ProjectSettings.plain(slug, slug));
        ProjectSettings settings = before.changed(arguments.without("slug"));
        there.ifPresentOrElse(
                project -> project.settings(settings), () -> tracker.addProject(settings));
        return settings.json();
    }

    private Json.Obj workflow(Json.Obj arguments) {
        Project project = find(arguments);
        List<Workflow.Transition> ways =
                arguments.items("transitions").stream()
                        .map(item -> (Json.Obj) item)
                        .map(
                                item ->
                                        new Workflow.Transition(
                                                required(item, "from"),
                                                required(item, "to"),
                                                item.texts("requires"),
                                                item.text("role")))
                        .toList();
        List<String> names = project.workflow().names();
        ways.forEach(
                way ->
                        List.of(way.from(), way.to())
                                .forEach(
                                        status -> {
                                            if (!names.contains(status)) {
                                                throw Problem.notAllowed(
                                                                "transitions",
                                                                "there is no status " + status,
                                                                names)
                                                        .refused();
                                            }
                                        }));
        project.workflow(project.workflow().withTransitions(ways));
        return arguments;
    }

    private Json.Obj edit(Json.Obj arguments) {
        Project project = find(arguments);
        String kind = required(arguments, "edit");
        User actor =
                arguments
                        .text("user")
                        .map(
                                handle ->
                                        tracker.user(handle)
                                                .orElseThrow(
                                                        () ->
                                                                Problem.invalid(
                                                                                "user",
                                                                                "unknown_person",
                                                                                "nobody has this handle")
                                                                        .refused()))
                        .orElseGet(() -> tracker.users().getFirst());
        if (kind.equals("create")) {
            return project.create(arguments.object("record"), actor).document();
        }
        StoredRecord was = project.get(required(arguments, "id"), new View.Current());
        return switch (kind) {
            case "change" -> project.change(was, arguments.object("change"), _ -> true).document();
            case "delete" -> {
                project.delete(was);
                yield was.document();
            }
            case "move" -> project.move(was).document();
            case "comment" -> {
                String at = tracker.now().toString();
                project.conversations()
                        .addComment(was, actor, required(arguments, "body"), Optional.empty(), at);
                yield project.touch(was, 1).document();
            }
            default -> throw Problem.notAllowed("edit", "there is no such edit", EDITS).refused();
        };
    }

    private Project find(Json.Obj arguments) {
        String slug = arguments.text("slug").or(() -> arguments.text("project")).orElse("");
        return tracker.project(slug)
                .orElseThrow(
                        () ->
                                Problem.of(404, "project_not_found", "there is no project " + slug)
                                        .refused());
    }

    static String required(Json.Obj object, String name) {
        return object.text(name)
                .orElseThrow(
                        () -> Problem.invalid(name, "required", name + " is missing").refused());
    }
}
