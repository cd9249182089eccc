package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.connection.Connection;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Hosts that stay open for as long as they are used. */
final class OpenedHostsTest {
    @TempDir Path folder;

    @Test
    @Proves("GH-41")
    void whoeverWaitedForATurnOpensTheConnectionAsItIsThen() throws Exception {
        try (WatchWorld world = new WatchWorld(folder)) {
            Connection first = world.house.connection("work");
            Connection changed = version(first, 2);
            List<Connection> stored = new ArrayList<>(List.of(first, changed));
            List<Long> opened = new ArrayList<>();
            try (OpenedHosts hosts =
                    new OpenedHosts(
                            slug -> stored.size() > 1 ? stored.removeFirst() : changed,
                            connection -> {
                                opened.add(connection.version());
                                return new OpenedHosts.Ready(
                                        world.house.host(HostWorld.ADA), OptionalLong.empty());
                            })) {
                hosts.use("work").close();
                hosts.use("work").close();
            }
            assertThat(opened).containsExactly(2L);
        }
    }

    private static Connection version(Connection of, long version) {
        return new Connection(
                of.slug(),
                of.connector(),
                of.settings(),
                of.secrets(),
                of.origins(),
                of.caFile(),
                of.options(),
                of.createdBy(),
                of.createdAt(),
                version);
    }
}
