package dev.stile.flow.lifecycle;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.bell.Bell;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.Quarantine;
import dev.stile.core.inbox.SetAside;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.inbox.StreamName;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.IntStream;

final class QuarantineNewsTest {
    private static final String WEIR = "weir-north";
    private static final Clock NOON =
            Clock.fixed(Instant.parse("2030-01-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir Path folder;

    @Test
    @Proves({"FL-32", "FL-57"})
    void thatLinesAreLetGoOfIsToldOnceADay() {
        try (StreamWorld world = new StreamWorld(folder, NOON)) {
            Inbox inbox =
                    new SqliteInbox(
                            world.database,
                            world.audit,
                            NOON,
                            new Bell(),
                            new QuarantineNews(() -> world.inbox, NOON));
            store(inbox, 0, Quarantine.MOST_OF_A_CONNECTION);
            assertThat(world.lifecycle()).isEmpty();

            store(inbox, Quarantine.MOST_OF_A_CONNECTION, 1);
            store(inbox, Quarantine.MOST_OF_A_CONNECTION + 1, 1);

            assertThat(world.lifecycle()).containsExactly("connection.gap " + WEIR);
            assertThat(world.stored("stile").getFirst().event().payload())
                    .contains("\"reason\":\"quarantine_full\"");
        }
    }

    private static void store(Inbox inbox, int from, int many) {
        inbox.store(
                soon(),
                StreamName.live(WEIR),
                Optional.empty(),
                IntStream.range(from, from + many).mapToObj(QuarantineNewsTest::garbage).toList(),
                AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.EVENT_RECEIVED)
                        .connection(WEIR));
    }

    private static Frame garbage(int number) {
        return new Frame.Unusable(
                new SetAside("not_json", Optional.empty(), 1, "" + number, new byte[1]));
    }
}
