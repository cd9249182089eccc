package dev.stile.flow.delivery;

import dev.stile.core.store.Row;

import java.time.Instant;

/** The columns of a delivery and what they mean. */
final class DeliveryRows {
    static final String COLUMNS =
            " id, place, connection, event, rule, rule_version, node, generation, order_key, batch,"
                    + " state, outcome, reason, attempts, crashes, next_at, fence, outbox, intent,"
                    + " started, again, depth, created, updated ";

    private DeliveryRows() {}

    static Delivery read(Row row) {
        return new Delivery(
                row.number(1),
                row.number(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.number(6),
                row.text(7),
                (int) row.number(8),
                row.text(9),
                row.optionalText(10),
                DeliveryState.parse(row.text(11)),
                row.optionalText(12),
                row.optionalText(13),
                (int) row.number(14),
                (int) row.number(15),
                Instant.ofEpochMilli(row.number(16)),
                row.number(17),
                row.optionalNumber(18),
                row.optionalNumber(19),
                row.number(20) == 1,
                row.number(21) == 1,
                (int) row.number(22),
                Instant.ofEpochMilli(row.number(23)),
                Instant.ofEpochMilli(row.number(24)));
    }
}
