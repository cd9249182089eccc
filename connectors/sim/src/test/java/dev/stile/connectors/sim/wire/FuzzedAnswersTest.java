package dev.stile.connectors.sim.wire;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Whatever a server of this dialect answers is what was asked for, or malformed. */
@Proves({"TR-24", "TU-80"})
final class FuzzedAnswersTest {
    private static final Json PERSON =
            Json.object().put("handle", "mia").put("display", "Mia Meier").build();
    private static final Json NAMES = Json.array(List.of(Json.text("one"), Json.text("two")));

    @Test
    void anyRecordIsReadOrMalformed() {
        Json link = Json.object().put("kind", "blocks").put("target", "8").build();
        Json fields = Json.object().put("points", 3).put("review_on", "2026-05-01").build();
        Json record =
                Json.object()
                        .put("id", "7")
                        .put("version", "12")
                        .put("title", "A title")
                        .put("type", "bug")
                        .put("status", "Open")
                        .put("status_category", "todo")
                        .put("priority", "high")
                        .put("assignees", Json.array(List.of(Json.text("mia"))))
                        .put("labels", NAMES)
                        .put("parent", "3")
                        .put("links", Json.array(List.of(link)))
                        .put("due", "2026-05-01")
                        .put("body", "Text\n")
                        .put("fields", fields)
                        .put("author", PERSON)
                        .put("url", "https://tracker.example/7")
                        .put("created_at", "2026-05-01T10:00:00Z")
                        .put("updated_at", "2026-05-01T10:00:00.5Z")
                        .put("comments", 2)
                        .build();
        Fuzzing.json(List.of(record))
                .refusing(Malformed.class)
                .run(json -> RecordReader.read(JsonView.of(json)));
    }

    @Test
    void anyCommentIsReadOrMalformed() {
        Json comment =
                Json.object()
                        .put("id", "c1")
                        .put("record", "7")
                        .put("author", PERSON)
                        .put("created_at", "2026-05-01T10:00:00Z")
                        .put("updated_at", "2026-05-01T10:00:00Z")
                        .put("reply_to", "c0")
                        .put("body", "Text")
                        .put("version", "1")
                        .build();
        Fuzzing.json(List.of(comment))
                .refusing(Malformed.class)
                .run(json -> CommentReader.read(JsonView.of(json)));
    }

    @Test
    void anySchemaIsReadOrMalformed() {
        Json field =
                Json.object()
                        .put("name", "labels")
                        .put("extension", false)
                        .put("type", "text_list")
                        .put("required", false)
                        .put("writable", "always")
                        .put("max_length", 50)
                        .put("max_items", 20)
                        .put("allowed", NAMES)
                        .put("ordered", false)
                        .build();
        Json status = Json.object().put("name", "Open").put("category", "todo").build();
        Json schema =
                Json.object()
                        .put("users", Json.array(List.of(PERSON)))
                        .put("fields", Json.array(List.of(field)))
                        .put("statuses", Json.array(List.of(status)))
                        .put("overlap_ms", 1_000)
                        .build();
        SchemaReader reader = new SchemaReader(100);
        Fuzzing.json(List.of(schema))
                .refusing(Malformed.class)
                .run(json -> reader.read(JsonView.of(json)));
    }
}
