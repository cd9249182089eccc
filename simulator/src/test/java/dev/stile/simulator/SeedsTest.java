package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

@Proves("TR-93")
final class SeedsTest {
    @Test
    void theDemoIsSmallAndHasTwoPeopleOfOneName() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.empty().withDemo())) {
            List<Json.Obj> records = simulator.controls().records("demo");
            assertThat(records).hasSize(8);
            try (SimClient client = new SimClient(simulator.baseUri(), simulator.adminToken())) {
                List<String> displays =
                        SimClient.json(client.get("/projects/demo/schema")).items("users").stream()
                                .map(user -> ((Json.Obj) user).text("display").orElseThrow())
                                .toList();
                assertThat(displays).contains("Maya Lindqvist").containsOnlyOnce("Jonas Weber");
                assertThat(displays.stream().filter("Sam Lee"::equals)).hasSize(2);
            }
        }
    }

    @Test
    void oneSeedMakesTheSameBytesEachTimeAndAnotherSeedOthers() throws Exception {
        assertThat(digest(300, 7)).isEqualTo(digest(300, 7)).isNotEqualTo(digest(300, 8));
    }

    @Test
    void aHundredThousandRecordsAreListedAndAPageCostsAPage() throws Exception {
        try (Simulator simulator =
                        Simulator.start(SimulatorOptions.empty().withGenerated("big", 100_000, 1));
                SimClient client = new SimClient(simulator.baseUri(), simulator.adminToken())) {
            String cursor = "";
            int pages = 0;
            HashSet<String> ids = new HashSet<>();
            long bytes = 0;
            while (!cursor.equals("end") && pages < 200) {
                byte[] body =
                        client.get(
                                        "/projects/big/records?limit=1000"
                                                + (pages == 0 ? "" : "&cursor=" + cursor))
                                .body();
                bytes += body.length;
                String text = new String(body, StandardCharsets.UTF_8);
                Arrays.stream(text.split("\\{\"id\":\""))
                        .skip(1)
                        .forEach(
                                part -> {
                                    if (!part.startsWith("u")) {
                                        ids.add(part.substring(0, part.indexOf('"')));
                                    }
                                });
                int next = text.lastIndexOf("\"next\":\"");
                cursor = next < 0 ? "end" : text.substring(next + 8, text.indexOf('"', next + 8));
                pages++;
            }
            assertThat(pages).isEqualTo(100);
            assertThat(ids).hasSize(100_000);
            assertThat(bytes / 100_000).isBetween(800L, 3000L);
            assertThat(simulator.controls().counters().requests()).isEqualTo(100);
        }
    }

    @Test
    void generatedBodiesHaveTheSizesOfRealOnes() throws Exception {
        try (Simulator simulator =
                Simulator.start(SimulatorOptions.empty().withGenerated("some", 2_000, 1))) {
            int[] sizes =
                    simulator.controls().records("some").stream()
                            .mapToInt(record -> record.text("body").orElseThrow().length())
                            .sorted()
                            .toArray();
            assertThat(sizes[1000]).isBetween(450, 750);
            assertThat(sizes[1999]).isGreaterThan(10_000);
        }
    }

    @Test
    void hostileTextIsServedAsItIs() throws Exception {
        try (Simulator simulator =
                        Simulator.start(
                                SimulatorOptions.empty()
                                        .withSeed(Json.object().put("name", "hostile").build()));
                SimClient client = new SimClient(simulator.baseUri(), simulator.adminToken())) {
            Json.Obj page = SimClient.json(client.get("/projects/hostile/records?limit=1000"));
            assertThat(page.items("items")).hasSizeGreaterThan(100);
            assertThat(
                            page.items("items").stream()
                                    .map(item -> ((Json.Obj) item).text("title").orElseThrow()))
                    .contains(
                            "half \ud800 pair",
                            "nul\u0000inside",
                            "\u001b[31mred\u001b[0m",
                            "two\r\nlines");
            assertThat(page.isTrue("complete")).isTrue();
        }
    }

    @Test
    @Proves("TR-84")
    void tokensAreNeverTheSameUnlessTheyAreGiven() throws Exception {
        try (Simulator one = Simulator.start(SimulatorOptions.empty());
                Simulator two = Simulator.start(SimulatorOptions.empty())) {
            assertThat(
                            new HashSet<>(
                                    List.of(
                                            one.adminToken(),
                                            one.readToken(),
                                            one.controlToken(),
                                            two.adminToken(),
                                            two.controlToken())))
                    .hasSize(5);
        }
    }

    private static String digest(int records, long seed) throws Exception {
        try (Simulator simulator =
                Simulator.start(SimulatorOptions.empty().withGenerated("g", records, seed))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            simulator.controls().records("g").forEach(record -> digest.update(record.bytes()));
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
