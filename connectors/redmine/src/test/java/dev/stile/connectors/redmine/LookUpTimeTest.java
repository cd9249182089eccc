package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.connectors.redmine.support.ScriptedEgress;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

/** Looking for what a lost answer made, by clocks that disagree. */
final class LookUpTimeTest {
    private static final String SERVER = "https://tracker.example/redmine";

    private final ScriptedEgress server =
            new ScriptedEgress()
                    .on(
                            "GET " + SERVER + "/users/current.json",
                            200,
                            "{\"user\":{\"id\":5,\"firstname\":\"Ada\",\"lastname\":\"L\"}}",
                            Map.of("date", "Sat, 21 Nov 2026 12:00:00 GMT"))
                    .on(
                            "GET " + SERVER + "/issues.json",
                            200,
                            "{\"issues\":[],\"total_count\":0,\"offset\":0,\"limit\":100}");
    private final RecordStore store = Opened.store(server, SERVER);

    @Test
    @Proves("TR-31")
    void aTimeThatTheServerHasNotReachedProvesNoAbsence() {
        assertThat(find("2026-11-21T12:10:01Z")).isInstanceOf(FindResult.CannotTell.class);
        assertThat(find("2026-11-21T12:10:00Z")).isInstanceOf(FindResult.Absent.class);
    }

    @Test
    @Proves("TR-31")
    void aClockThatTheServerDoesNotTellMayBeHoursOff() {
        ScriptedEgress bare =
                new ScriptedEgress()
                        .on(
                                "GET " + SERVER + "/users/current.json",
                                200,
                                "{\"user\":{\"id\":5,\"firstname\":\"Ada\",\"lastname\":\"L\"}}")
                        .on(
                                "GET " + SERVER + "/issues.json",
                                200,
                                "{\"issues\":[{\"id\":7,\"subject\":\"Lost\",\"description\":\"\","
                                        + "\"created_on\":\"2026-11-21T09:00:00Z\"}],"
                                        + "\"total_count\":1,\"offset\":0,\"limit\":100}");

        FindResult found = find(Opened.store(bare, SERVER), "2026-11-21T12:00:00Z");

        assertThat(bare.lines().getLast()).contains("created_on=%3E%3D2026-11-20T12%3A00%3A00Z");
        assertThat(found).isInstanceOf(FindResult.CannotTell.class);
    }

    @Test
    void withoutATimeEverythingIsLookedThrough() {
        assertThat(find(Instant.EPOCH.toString())).isInstanceOf(FindResult.Absent.class);

        assertThat(server.lines().getLast()).contains("created_on=%3E%3D1969-12-31T23%3A50%3A00Z");
    }

    private FindResult find(String since) {
        return find(store, since);
    }

    private static FindResult find(RecordStore store, String since) {
        return store.findCreated(
                new ProjectRef("demo"),
                new CreateIntent.OfRecord(UserInput.trusted(RecordDraft.titled("Lost"))),
                new IdempotencyKey("0123456789abcdef0123456789abcdef"),
                Instant.parse(since),
                call());
    }
}
