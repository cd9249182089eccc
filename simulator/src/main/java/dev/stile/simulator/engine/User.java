package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;

/** Somebody with an account. The handle is unique; the display name is not. */
public record User(String id, String handle, String display) {
    /** As it is served. */
    public Json.Obj json() {
        return Json.object().put("id", id).put("handle", handle).put("display", display).build();
    }
}
