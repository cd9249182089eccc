package dev.stile.simulator.seed;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.ObjectBuilder;

import java.util.List;
import java.util.Optional;

/** The content of a record to be, every field in its place. For one thread. */
final class Draft {
    private final String title;
    private String type = "task";
    private String status = "Open";
    private Optional<String> priority = Optional.empty();
    private List<String> assignees = List.of();
    private List<String> labels = List.of();
    private Optional<String> parent = Optional.empty();
    private List<Json> links = List.of();
    private Optional<String> due = Optional.empty();
    private String body = "";
    private final ObjectBuilder fields = Json.object();

    Draft(String title) {
        this.title = title;
    }

    Draft is(String type, String status, String priority) {
        this.type = type;
        this.status = status;
        this.priority = Optional.of(priority);
        return this;
    }

    Draft assigned(String... handles) {
        assignees = List.of(handles);
        return this;
    }

    Draft labelled(String... names) {
        labels = List.of(names);
        return this;
    }

    Draft under(String id) {
        parent = Optional.of(id);
        return this;
    }

    Draft linked(String kind, String target) {
        links = List.of(Json.object().put("kind", kind).put("target", target).build());
        return this;
    }

    Draft due(String date) {
        due = Optional.of(date);
        return this;
    }

    Draft body(String text) {
        body = text;
        return this;
    }

    Draft field(String name, Json value) {
        fields.put(name, value);
        return this;
    }

    Json.Obj content() {
        return Json.object()
                .put("title", title)
                .put("type", type)
                .put("status", status)
                .put("priority", priority)
                .put("assignees", Json.texts(assignees))
                .put("labels", Json.texts(labels))
                .put("parent", parent)
                .put("links", Json.list(links))
                .put("due", due)
                .put("body", body)
                .put("fields", fields.build())
                .build();
    }
}
