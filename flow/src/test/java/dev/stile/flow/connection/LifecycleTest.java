package dev.stile.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.Collectors;

final class LifecycleTest {
    /** A row a state, a column a move; a dot where nothing changes. */
    private static final String TABLE =
            """
            created        authenticating authenticated  .              .              .              .              disabled       .              deleting
            authenticating .              authenticated  created        created        .              .              disabled       .              deleting
            authenticated  .              .              created        .              active         .              disabled       .              deleting
            active         .              .              created        .              .              authenticated  disabled       .              deleting
            disabled       .              .              .              .              .              .              .              created        deleting
            deleting       .              .              .              .              .              .              .              .              .
            """;

    @Test
    @Proves("FL-45")
    void everyMoveFromEveryStateIsOfTheTable() {
        String table =
                Arrays.stream(Lifecycle.values())
                        .map(LifecycleTest::row)
                        .collect(Collectors.joining("\n", "", "\n"));

        assertThat(table).isEqualTo(TABLE);
    }

    private static String row(Lifecycle from) {
        String moves =
                Arrays.stream(Move.values())
                        .map(
                                move -> {
                                    Lifecycle to = from.after(move);
                                    return to == from ? "." : to.wire();
                                })
                        .map("%-14s"::formatted)
                        .collect(Collectors.joining(" "));
        return "%-14s %s".formatted(from.wire(), moves).stripTrailing();
    }
}
