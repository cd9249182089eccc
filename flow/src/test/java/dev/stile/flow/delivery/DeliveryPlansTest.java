package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What each turn of a worker asks of a store that is full of what is over. */
final class DeliveryPlansTest {
    @TempDir Path folder;

    @Test
    void noTurnReadsWhatIsOver() {
        try (Database database = TestHome.open(TestHome.in(folder))) {
            Map.of(
                            Claims.COUNT_RUNNING,
                            "SEARCH delivery USING INDEX delivery_running (rule=?)",
                            ClaimMarks.MARK,
                            "SEARCH delivery USING INDEX delivery_running (rule=?)",
                            Endings.APPLIED,
                            "SEARCH delivery USING INDEX delivery_running (rule=?)",
                            Settling.DUE,
                            "SEARCH delivery USING INDEX delivery_waiting (next_at<?)",
                            Claims.SELECT_GROUP,
                            "SEARCH d USING INDEX delivery_ready (rule=?)",
                            Claims.TAKE_GROUP,
                            "SEARCH d USING INDEX delivery_ready (rule=?)")
                    .forEach((sql, due) -> assertThat(plan(database, sql)).contains(due));
        }
    }

    private static String plan(Database database, String sql) {
        List<String> steps =
                database.read(
                        soon(),
                        transaction ->
                                transaction.list("EXPLAIN QUERY PLAN " + sql, row -> row.text(4)));
        return String.join("\n", steps);
    }
}
