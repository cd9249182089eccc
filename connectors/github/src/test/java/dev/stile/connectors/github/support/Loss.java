package dev.stile.connectors.github.support;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.hosting.traffic.Disturbances;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A way in which the answer to a write is lost, and the write with it or not. */
public enum Loss {
    CUT_BEFORE,
    CUT_AFTER,
    STATUS_502_BEFORE,
    STATUS_502_AFTER,
    STORM_OF_503_AFTER,
    HTML_200_BEFORE,
    HTML_200_AFTER,
    HALF_A_BODY_AFTER,
    EMPTY_AFTER,
    EMPTY_OBJECT_AFTER,
    PARTIAL_DATA_AFTER,
    STALE_AFTER;

    /** Whatever reads from now on sees what was there at its last look, so far as it looked. */
    private static void stale(Disturbances disturbances) {
        for (On read : List.of(On.request("GET", "**"), Scene.graphQl().holding("query"))) {
            disturbances.fault(read, new FaultAction.StaleRead());
        }
    }

    /** Does it to the first request that is meant. */
    public void happen(On on, Disturbances disturbances) {
        On once = on.once();
        switch (this) {
            case CUT_BEFORE -> disturbances.fault(once, new FaultAction.Reset(false));
            case CUT_AFTER -> disturbances.fault(once, new FaultAction.Reset(true));
            case STATUS_502_BEFORE -> disturbances.fault(once, Scene.answer(502, "{}"));
            case STATUS_502_AFTER -> instead(disturbances, once, 502, "<p>Bad gateway");
            case STORM_OF_503_AFTER -> {
                List<Boolean> storm = new ArrayList<>();
                disturbances.after(once, () -> storm.add(true));
                disturbances.rewriteResponse(
                        On.any(),
                        (request, response) ->
                                storm.isEmpty() ? response : answer(503, "unavailable"));
            }
            case HTML_200_BEFORE -> disturbances.fault(once, new FaultAction.WrongType());
            case HTML_200_AFTER -> instead(disturbances, once, 200, "<!doctype html>Hello");
            case HALF_A_BODY_AFTER ->
                    disturbances.rewriteResponse(
                            once,
                            (request, response) ->
                                    answer(
                                            response.status(),
                                            text(response)
                                                    .substring(0, text(response).length() / 2)));
            case EMPTY_AFTER -> instead(disturbances, once, 200, "");
            case EMPTY_OBJECT_AFTER -> instead(disturbances, once, 200, "{}");
            case STALE_AFTER -> {
                disturbances.fault(once, new FaultAction.Reset(true));
                disturbances.after(once, () -> stale(disturbances));
            }
            case PARTIAL_DATA_AFTER ->
                    disturbances.rewriteResponse(
                            once,
                            (request, response) ->
                                    answer(
                                            200,
                                            text(response).replaceFirst("}\\s*$", "")
                                                    + ",\"errors\":[{\"type\":\"FORBIDDEN\","
                                                    + "\"path\":[\"it\",\"below\"],"
                                                    + "\"message\":\"not for you\"}]}"));
        }
    }

    private static void instead(Disturbances disturbances, On on, int status, String body) {
        disturbances.rewriteResponse(on, (request, response) -> answer(status, body));
    }

    private static Response answer(int status, String body) {
        return Response.of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Response response) {
        return new String(response.bytes(), StandardCharsets.UTF_8);
    }
}
