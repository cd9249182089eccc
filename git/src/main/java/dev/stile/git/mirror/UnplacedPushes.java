package dev.stile.git.mirror;

import java.util.List;

/**
 * Rows of pushed commits that stand on no line: an earlier release wrote them. One that was pushing
 * while this release brought the state up goes on to do so, since the lock was its own.
 */
final class UnplacedPushes {
    /**
     * Gives each commit a line of its own, for it has all its rows. One that was pushed before by
     * this release stays where it stands.
     */
    static final List<String> STATEMENTS =
            List.of(
                    """
                    INSERT INTO pushed_tip SELECT tip,
                        (SELECT coalesce(max(line), 0) FROM pushed_line) + row_number() OVER (ORDER BY tip), 1
                        FROM pushed WHERE line = 0 AND tip NOT IN (SELECT tip FROM pushed_tip) GROUP BY tip""",
                    """
                    INSERT INTO pushed_line SELECT line, NULL, NULL FROM pushed_tip
                        WHERE line NOT IN (SELECT line FROM pushed_line)""",
                    """
                    UPDATE pushed SET (line, seq) =
                        (SELECT line, seq FROM pushed_tip WHERE pushed_tip.tip = pushed.tip) WHERE line = 0""");

    private UnplacedPushes() {}

    /** Places them. Called with the mirror's lock held. */
    static void place(MirrorState state) {
        boolean isAny =
                state.read(
                                transaction ->
                                        transaction.first(
                                                "SELECT 1 FROM pushed WHERE line = 0 LIMIT 1",
                                                row -> true))
                        .isPresent();
        if (isAny) {
            state.write(
                    transaction -> {
                        STATEMENTS.forEach(statement -> transaction.update(statement));
                        return true;
                    });
        }
    }
}
