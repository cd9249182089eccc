package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

final class MessagesTest {
    private static final String MESSAGES = "/projects/demo/messages";

    @TempDir private Path folder;

    @Test
    void whatIsSaidIsListedInOrderPageByPageAndAfterARestart() throws Exception {
        SimulatorOptions options =
                SimulatorOptions.empty()
                        .withDemo()
                        .withTokens("a", "r", "c")
                        .withDataFile(folder.resolve("data"));
        try (Simulator simulator = Simulator.start(options);
                SimClient client = new SimClient(simulator.baseUri(), "a")) {
            for (String text : List.of("one", "two", "three")) {
                assertThat(say(client, "weir", text).statusCode()).isEqualTo(201);
            }
        }
        try (Simulator simulator = Simulator.start(options);
                SimClient client = new SimClient(simulator.baseUri(), "a")) {
            Json.Obj first = SimClient.json(client.get(MESSAGES + "?limit=2"));
            Json.Obj rest =
                    SimClient.json(
                            client.get(MESSAGES + "?cursor=" + first.text("next").orElseThrow()));
            assertThat(texts(first)).containsExactly("one", "two");
            assertThat(texts(rest)).containsExactly("three");
            assertThat(first.isTrue("complete")).isFalse();
            assertThat(rest.isTrue("complete")).isTrue();
        }
    }

    @Test
    void whatCannotBeSaidIsRefusedByName() throws Exception {
        try (Simulator simulator =
                        Simulator.start(
                                SimulatorOptions.empty().withDemo().withTokens("a", "r", "c"));
                SimClient writer = new SimClient(simulator.baseUri(), "a");
                SimClient reader = new SimClient(simulator.baseUri(), "r")) {
            assertThat(field(say(writer, "no such channel!", "x"))).contains("channel");
            assertThat(field(say(writer, "weir", " "))).contains("text");
            assertThat(field(say(writer, "weir", "x".repeat(4001)))).contains("text");
            assertThat(say(reader, "weir", "x").statusCode()).isEqualTo(403);
            assertThat(writer.delete(MESSAGES).statusCode()).isEqualTo(405);
            assertThat(writer.get(MESSAGES + ":by-key?key=none").statusCode()).isEqualTo(404);
            assertThat(simulator.controls().messages("demo")).isEmpty();
        }
    }

    private static HttpResponse<byte[]> say(SimClient client, String channel, String text)
            throws Exception {
        String body = "{\"channel\":\"" + channel + "\",\"text\":\"" + text + "\"}";
        return client.post(MESSAGES, body);
    }

    private static Optional<String> field(HttpResponse<byte[]> refused) {
        assertThat(refused.statusCode()).isEqualTo(422);
        return SimClient.json(refused).text("field");
    }

    private static List<String> texts(Json.Obj page) {
        return page.items("items").stream()
                .map(item -> ((Json.Obj) item).text("text").orElseThrow())
                .toList();
    }
}
