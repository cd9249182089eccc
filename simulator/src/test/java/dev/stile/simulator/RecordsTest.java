package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class RecordsTest {
    private Simulator simulator;
    private SimClient client;

    @BeforeEach
    void start() throws IOException {
        simulator =
                Simulator.start(
                        SimulatorOptions.empty()
                                .withDemo()
                                .withTokens("t-admin", "t-read", "t-control"));
        client = new SimClient(simulator.baseUri(), "t-admin");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        simulator.close();
    }

    @Test
    @Proves("TR-82")
    void aListingWalksAllPagesByIdAndSaysWhenItIsComplete() throws Exception {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        List<String> asOf = new ArrayList<>();
        for (int page = 0; page < 10 && !cursor.equals("end"); page++) {
            Json.Obj answer =
                    SimClient.json(
                            client.get(
                                    "/projects/demo/records?limit=3"
                                            + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            answer.items("items")
                    .forEach(item -> ids.add(((Json.Obj) item).text("id").orElseThrow()));
            asOf.add(answer.text("as_of").orElseThrow());
            assertThat(answer.isTrue("complete")).isNotEqualTo(answer.text("next").isPresent());
            cursor = answer.text("next").orElse("end");
        }
        assertThat(ids).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(asOf).hasSize(3).containsOnly(asOf.getFirst());
    }

    @Test
    @Proves("TR-82")
    void aRecordIsCreatedReadChangedAndDeleted() throws Exception {
        HttpResponse<byte[]> created =
                client.post(
                        "/projects/demo/records",
                        "{\"title\":\"Lamp\",\"labels\":[\"stock\"],\"assignees\":[\"sam\"],\"fields\":{\"severity\":2}}");
        assertThat(created.statusCode()).isEqualTo(201);
        Json.Obj record = SimClient.json(created);
        assertThat(record.text("id")).isEqualTo(Optional.of("9"));
        String etag = created.headers().firstValue("ETag").orElseThrow();
        assertThat(SimClient.json(client.get("/projects/demo/records/9"))).isEqualTo(record);

        HttpResponse<byte[]> changed =
                client.patch(
                        "/projects/demo/records/9",
                        "{\"set\":{\"title\":\"Lamps\"},\"clear\":[\"fields.severity\"],\"add\":{\"labels\":[\"light\"]},"
                                + "\"remove\":{\"assignees\":[\"sam\"]}}",
                        "If-Match",
                        etag);
        assertThat(changed.statusCode()).isEqualTo(200);
        Json.Obj after = SimClient.json(changed);
        assertThat(after.texts("labels")).containsExactly("stock", "light");
        assertThat(after.texts("assignees")).isEmpty();
        assertThat(after.object("fields").members()).isEmpty();
        assertThat(after.text("version")).isNotEqualTo(record.text("version"));

        assertThat(client.delete("/projects/demo/records/9", "If-Match", etag).statusCode())
                .isEqualTo(412);
        assertThat(client.delete("/projects/demo/records/9").statusCode()).isEqualTo(204);
        assertThat(client.get("/projects/demo/records/9").statusCode()).isEqualTo(410);
        assertThat(client.get("/projects/demo/records/10").statusCode()).isEqualTo(404);
        Json.Obj next =
                SimClient.json(client.post("/projects/demo/records", "{\"title\":\"Next\"}"));
        assertThat(next.text("id")).isEqualTo(Optional.of("10"));
    }

    @Test
    @Proves("TR-82")
    void changesSinceACursorAreExactAndNameDeletionsAndMoves() throws Exception {
        String asOf =
                SimClient.json(client.get("/projects/demo/records?limit=1000"))
                        .text("as_of")
                        .orElseThrow();
        assertThat(
                        SimClient.json(client.get("/projects/demo/changes?since=" + asOf))
                                .items("items"))
                .isEmpty();
        client.patch("/projects/demo/records/3", "{\"set\":{\"title\":\"x\"}}");
        client.patch("/projects/demo/records/3", "{\"set\":{\"title\":\"y\"}}");
        client.delete("/projects/demo/records/4");
        simulator.controls().move("demo", "5");
        client.post("/projects/demo/records/1/comments", "{\"body\":\"hello\"}");
        Json.Obj first = SimClient.json(client.get("/projects/demo/changes?limit=3&since=" + asOf));
        Json.Obj second =
                SimClient.json(
                        client.get(
                                "/projects/demo/changes?limit=3&cursor="
                                        + first.text("next").orElseThrow()));
        List<Json> items = new ArrayList<>(first.items("items"));
        items.addAll(second.items("items"));
        assertThat(items.stream().map(item -> ((Json.Obj) item).text("kind").orElseThrow()))
                .containsExactly("record", "deleted", "moved", "record", "record");
        assertThat(((Json.Obj) items.get(0)).object("record").text("title"))
                .isEqualTo(Optional.of("y"));
        assertThat(((Json.Obj) items.get(1)).text("id")).isEqualTo(Optional.of("4"));
        assertThat(((Json.Obj) items.get(2)).text("to")).isEqualTo(Optional.of("9"));
        assertThat(((Json.Obj) items.get(4)).object("record").number("comments"))
                .isEqualTo(Optional.of(1L));
        String newer = second.text("as_of").orElseThrow();
        assertThat(
                        SimClient.json(client.get("/projects/demo/changes?since=" + newer))
                                .items("items"))
                .isEmpty();
    }
}
