package dev.stile.simulator.control;

import dev.stile.simulator.dialect.Query;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostRefusal;
import dev.stile.simulator.hosting.traffic.Disturbances;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.simulator.hosting.traffic.WireLog;
import dev.stile.simulator.hosting.traffic.WireRequest;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Handler;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.util.List;

/** The control API of a code host, under {@code /_control}. For any thread. */
public final class HostControlFront implements Handler {
    private final ControlDoor door;
    private final Host host;
    private final WireLog log;
    private final HostOperations operations;
    private final HostFaults faults;

    /** A front that lets in whoever has this token. */
    public HostControlFront(Host host, Disturbances disturbances, WireLog log, String token) {
        this.door = new ControlDoor(token);
        this.host = host;
        this.log = log;
        this.operations = new HostOperations(host);
        this.faults = new HostFaults(disturbances, operations);
    }

    @Override
    public Response answer(Request request) {
        return door.answer(request, this::route);
    }

    private Json route(ControlDoor.Knock knock) {
        return switch (knock.what()) {
            case "POST do" -> done(knock.body());
            case "GET faults" -> Json.list(faults.all());
            case "POST faults" -> Json.object().put("id", faults.add(knock.body())).build();
            case "DELETE faults" -> {
                faults.clear();
                yield Json.object().build();
            }
            case "DELETE faults/*" -> {
                if (!faults.remove(knock.name())) {
                    throw Problem.of(404, "fault_not_found", "there is no rule with this id")
                            .refused();
                }
                yield Json.object().build();
            }
            case "GET clock" -> ClockForm.json(host.clock());
            case "PUT clock" -> {
                ClockForm.set(host.clock(), knock.body());
                yield ClockForm.json(host.clock());
            }
            case "GET log" -> logged(knock.request());
            case "DELETE log" -> {
                log.clear();
                yield Json.object().build();
            }
            default -> throw ControlDoor.noRoute();
        };
    }

    private Json.Obj done(Json.Obj form) {
        try {
            return operations.read(form).run();
        } catch (HostRefusal refused) {
            throw Problem.of(409, "refused", refused.what()).refused();
        }
    }

    /** How many requests are meant, and the newest of them, oldest first. */
    private Json.Obj logged(Request request) {
        Query query =
                Query.parse(
                        request.query(),
                        List.of("method", "path", "query", "body", "actor", "limit"));
        On on =
                new On(
                        query.text("method"),
                        query.text("path"),
                        query.text("body"),
                        query.text("query"),
                        1,
                        Integer.MAX_VALUE);
        List<WireRequest> meant =
                log.requests(on).stream()
                        .filter(
                                each ->
                                        query.text("actor")
                                                .filter(actor -> !actor.equals(each.actor()))
                                                .isEmpty())
                        .toList();
        return Json.object()
                .put("count", meant.size())
                .put(
                        "requests",
                        Json.list(
                                meant.stream()
                                        .skip(Math.max(0, meant.size() - query.limit()))
                                        .map(HostControlFront::json)
                                        .toList()))
                .build();
    }

    private static Json.Obj json(WireRequest request) {
        return Json.object()
                .put("number", request.number())
                .put("at", request.at().toString())
                .put("actor", request.actor())
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.query())
                .put("body", request.body())
                .put("status", request.status())
                .put("disturbed", request.disturbed())
                .build();
    }
}
