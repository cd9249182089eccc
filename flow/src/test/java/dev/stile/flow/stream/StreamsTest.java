package dev.stile.flow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.connection.Connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The streams of many connections. */
final class StreamsTest {
    @TempDir Path folder;

    @Test
    void aConnectorIsLookedUpOnceForAllItsConnections() {
        List<String> asked = new ArrayList<>();
        Sources telling =
                StreamWorld.sources(
                        Map.of(
                                "weir-north",
                                ScriptedSource.counting(1),
                                "weir-south",
                                ScriptedSource.counting(1)));
        Sources counted =
                new Sources() {
                    @Override
                    public boolean offers(String connector) {
                        asked.add(connector);
                        return telling.offers(connector);
                    }

                    @Override
                    public Opened open(Connection connection) {
                        return telling.open(connection);
                    }
                };
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active("weir-north");
            world.active("weir-south");
            try (Streams streams = world.streams(counted)) {
                world.refresh(streams);

                assertThat(streams.connections())
                        .containsExactlyInAnyOrder("weir-north", "weir-south");
                assertThat(asked).containsExactly("scripted");
            }
        }
    }
}
