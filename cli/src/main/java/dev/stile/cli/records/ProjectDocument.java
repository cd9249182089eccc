package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;

/** Values from outside as programs get them. */
final class ProjectDocument {
    private ProjectDocument() {}

    static Json outside(Tainted<String> text) {
        return Json.object()
                .put("tainted", true)
                .put("text", text.sanitise(Sanitizers.jsonField()).value())
                .build();
    }
}
