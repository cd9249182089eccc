package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditVerifier;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Processes that really die at every step of an event's way, and what the next one makes of it. */
final class CrashTest {
    private static final List<String> EVENTS = List.of("lvl-1", "lvl-2", "lvl-3");

    @TempDir Path folder;

    private void store(String slugs) {
        try (FlowHome flow = Flowing.open(folder, slugs)) {
            EVENTS.forEach(id -> flow.store(id, "pond-3"));
        }
    }

    private void die(String slugs, String point) throws Exception {
        Map<String, String> crash = Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point);
        try (ChildJvm child =
                ChildJvm.start(folder, Flowing.class, crash, folder.toString(), slugs)) {
            assertThat(child.exit()).as("%s: %s", point, child.output()).isEqualTo(137);
        }
    }

    private List<String> lines(String file) throws Exception {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("levels.db"));
                Statement statement = connection.createStatement();
                ResultSet results =
                        statement.executeQuery("SELECT message FROM levels ORDER BY message")) {
            while (results.next()) {
                rows.add(results.getString(1));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({
        "routing.commit.before",
        "routing.commit.after",
        "delivery.claim.before",
        "delivery.claim.after",
        "delivery.claim.after:2",
        "delivery.effect.before",
        "delivery.effect.before:3",
        "delivery.effect.after",
        "delivery.effect.after:3",
        "delivery.finish.before",
        "delivery.finish.before:3",
        "delivery.finish.after",
        "delivery.finish.after:3",
        "delivery.settle.before",
        "delivery.settle.after",
        "append.journal.before",
        "append.journal.after",
        "append.done.before",
        "append.done.after",
        "append.journal.after:2",
        "append.done.before:2"
    })
    @Proves({"FL-54", "FL-65", "FL-72", "FL-100"})
    void whereverItDiesEveryLocalResultIsThereOnceAndEveryEffectIsProposedOnce(String point)
            throws Exception {
        store("append insert outbox batch");
        die("append insert outbox batch", point);
        try (FlowHome flow = Flowing.open(folder, "append insert outbox batch")) {
            Flowing.finish(flow);
            assertThat(flow.all()).hasSize(12).allMatch(each -> each.state() == DeliveryState.DONE);
            assertThat(flow.all()).allMatch(each -> each.attempts() == 0);
            assertThat(new AuditVerifier(flow.database, flow.home).verify(soon()).unknown())
                    .isEmpty();
        }
        assertThat(lines("home/rules/append/log.txt")).containsExactlyElementsOf(EVENTS);
        assertThat(lines("home/rules/batch/batch.txt")).containsExactly("lvl-3");
        assertThat(rows()).containsExactlyElementsOf(EVENTS);
        try (Stream<Path> entries = Files.list(folder.resolve("outbox"))) {
            assertThat(entries).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "delivery.claim.after,3,0",
        "delivery.effect.before,2,1",
        "delivery.effect.after,3,1",
        "delivery.finish.before,3,1"
    })
    @Proves({"FL-65", "FL-72"})
    void aLostRunThatMustNotBeRepeatedIsLeftToAPerson(String point, int ran, int unknown)
            throws Exception {
        store("once");
        die("once", point);
        try (FlowHome flow = Flowing.open(folder, "once")) {
            Flowing.finish(flow);
            assertThat(flow.all())
                    .filteredOn(each -> each.state() == DeliveryState.DEAD)
                    .hasSize(unknown)
                    .allMatch(each -> each.reason().orElseThrow().equals("delivery_unknown"));
        }
        assertThat(lines("once.txt")).hasSize(ran).doesNotHaveDuplicates();
    }

    @Test
    @Proves("FL-72")
    void aLostRunThatMayBeRepeatedIsRepeated() throws Exception {
        store("often");
        die("often", "delivery.finish.before");
        try (FlowHome flow = Flowing.open(folder, "often")) {
            Flowing.finish(flow);
            assertThat(flow.all()).allMatch(each -> each.state() == DeliveryState.DONE);
        }
        assertThat(lines("often.txt")).contains("lvl-1", "lvl-2", "lvl-3").hasSizeBetween(4, 6);
    }

    @Test
    @Proves("FL-65")
    void theThirdHostThatGoesDownWithADeliveryIsItsLastAndTheOthersGoOn() throws Exception {
        store("append outbox");
        for (int times = 0; times < 3; times++) {
            die("append", "delivery.effect.before");
        }
        try (FlowHome flow = Flowing.open(folder, "append outbox")) {
            Flowing.finish(flow);
            List<Delivery> appended =
                    flow.all().stream().filter(each -> each.rule().equals("append")).toList();
            assertThat(appended)
                    .extracting(each -> each.event() + " " + each.state().wire())
                    .containsExactly("lvl-1 dead", "lvl-2 done", "lvl-3 done");
            assertThat(appended.getFirst().reason()).contains("crashes_host");
            assertThat(appended.getFirst().attempts()).isZero();
        }
        assertThat(lines("home/rules/append/log.txt")).containsExactly("lvl-2", "lvl-3");
    }
}
