package dev.stile.flow.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.Rule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A thousand rules on one connection: each event is read once, each rule compiled once. */
final class ManyRulesTest {
    private static final int RULES = 1_000;
    private static final int EVENTS = 500;

    @TempDir Path folder;

    @Test
    void aThousandRulesAreAskedAboutFiveHundredEventsInSeconds() {
        Home home = TestHome.in(folder);
        Deadline soon = Deadline.after(Duration.ofMinutes(15));
        try (Database database = TestHome.open(home);
                SqliteAuditLog audit =
                        new SqliteAuditLog(
                                database, home, Clock.systemUTC(), () -> new Random(7))) {
            RuleStore store =
                    new RuleStore(
                            database,
                            new SqliteInbox(database, audit, Clock.systemUTC()),
                            audit,
                            new Ponds(),
                            Clock.systemUTC());
            for (int number = 0; number < RULES; number++) {
                store.apply(soon, new Subject.Person("ada"), rule(number));
            }
            int matches = 0;
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int number = 0; number < EVENTS; number++) {
                StoredEvent event = event(number);
                List<Rule> rules = store.of("weir-north");
                for (Rule rule : rules) {
                    if (rule.decide(event) instanceof Decision.Match) {
                        matches++;
                    }
                }
            }
            long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;

            assertThat(matches).isEqualTo(EVENTS * RULES / 500);
            // Of the processor, since other tests share the machine. What reads the payload or
            // compiles anew for each rule takes minutes.
            assertThat(Duration.ofNanos(used)).isLessThan(Duration.ofSeconds(60));
        }
    }

    /** Half of them ask for a shape, half for a pattern. */
    private static String rule(int number) {
        int wanted = number % 500;
        String where =
                number < RULES / 2
                        ? "where: { shape: { thread: pond-" + wanted + " } }"
                        : "where: { regex: { pattern: \"pond " + wanted + " rose\\\\s+\" } }";
        return Ponds.local("rule-" + number, "source: { connections: [weir-north] }", where);
    }

    private static StoredEvent event(int number) {
        int pond = number % 500;
        return Ponds.event(
                "weir-north",
                "message",
                "{\"message\":\"the level at pond "
                        + pond
                        + " rose to 2.41 m since "
                        + number
                        + "\",\"thread\":\"pond-"
                        + pond
                        + "\",\"text\":\""
                        + "x".repeat(350)
                        + "\"}");
    }
}
