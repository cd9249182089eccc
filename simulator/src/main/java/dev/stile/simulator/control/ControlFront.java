package dev.stile.simulator.control;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.traffic.LoggedRequest;
import dev.stile.simulator.wire.Handler;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

/**
 * The control API: the same as {@link Controls}, as requests under {@code /_control}. For any
 * thread.
 */
public final class ControlFront implements Handler {
    private final Controls controls;
    private final ControlDoor door;

    /** A front that lets in whoever has this token. */
    public ControlFront(Controls controls, String token) {
        this.controls = controls;
        this.door = new ControlDoor(token);
    }

    @Override
    public Response answer(Request request) {
        return door.answer(request, this::route);
    }

    private Json route(ControlDoor.Knock knock) {
        String name = knock.name();
        return switch (knock.what()) {
            case "POST reset" -> {
                controls.reset();
                yield Json.object().build();
            }
            case "POST seed" -> controls.run("seed", knock.body());
            case "GET projects" -> Json.list(controls.projects());
            case "POST projects" -> controls.run("project", knock.body());
            case "PATCH projects/*", "PUT projects/*" ->
                    controls.run("project", knock.body().with("slug", Json.text(name)));
            case "DELETE projects/*" ->
                    controls.run("remove_project", Json.object().put("slug", name).build());
            case "POST users" -> controls.run("user", knock.body());
            case "GET tokens" -> Json.list(controls.tokens());
            case "POST tokens" -> controls.run("token", knock.body());
            case "PATCH tokens/*" ->
                    controls.run("token", knock.body().with("name", Json.text(name)));
            case "DELETE tokens/*" ->
                    controls.run("remove_token", Json.object().put("name", name).build());
            case "PUT workflow" -> controls.run("workflow", knock.body());
            case "PUT consistency" -> consistency(knock.body());
            case "POST edit" -> controls.run("edit", knock.body());
            case "GET faults" ->
                    Json.list(controls.faults().stream().map(FaultForm::json).toList());
            case "POST faults" ->
                    Json.object().put("id", controls.fault(FaultForm.read(knock.body()))).build();
            case "DELETE faults" -> {
                controls.clearFaults();
                yield Json.object().build();
            }
            case "DELETE faults/*" -> {
                if (!controls.removeFault(name)) {
                    throw Problem.of(404, "fault_not_found", "there is no rule with this id")
                            .refused();
                }
                yield Json.object().build();
            }
            case "POST late" -> Json.object().put("carried_out", controls.carryOutLate()).build();
            case "GET clock" -> ClockForm.json(controls.clock());
            case "PUT clock" -> {
                ClockForm.set(controls.clock(), knock.body());
                yield ClockForm.json(controls.clock());
            }
            case "GET counters" -> controls.counters().json();
            case "DELETE counters", "DELETE log" -> {
                controls.resetCounters();
                yield Json.object().build();
            }
            case "GET log" ->
                    Json.list(controls.requests().stream().map(LoggedRequest::json).toList());
            default -> throw ControlDoor.noRoute();
        };
    }

    private Json consistency(Json.Obj form) {
        String slug = Commands.required(form, "project");
        return controls.run("project", form.without("project").with("slug", Json.text(slug)));
    }
}
