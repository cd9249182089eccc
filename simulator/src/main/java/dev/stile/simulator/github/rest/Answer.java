package dev.stile.simulator.github.rest;

import dev.stile.simulator.json.Json;

import java.util.Optional;

/** What a route answers. */
record Answer(int status, Optional<Json> body, Optional<Pages> pages) {
    Answer(int status, Json body) {
        this(status, Optional.of(body), Optional.empty());
    }

    /** An answer without a body. */
    static Answer empty(int status) {
        return new Answer(status, Optional.empty(), Optional.empty());
    }

    static Answer ok(Json body) {
        return new Answer(200, body);
    }

    Answer linked(Pages more) {
        return new Answer(status, body, Optional.of(more));
    }
}
