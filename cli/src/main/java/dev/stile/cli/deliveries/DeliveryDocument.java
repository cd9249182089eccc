package dev.stile.cli.deliveries;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.delivery.Delivery;
import dev.stile.flow.delivery.DeliveryKeys;
import dev.stile.flow.delivery.DeliveryState;

import java.util.Optional;

/** A delivery as programs and people get it. */
final class DeliveryDocument {
    private DeliveryDocument() {}

    static Json.ObjectBuilder of(Delivery delivery) {
        Json.ObjectBuilder document =
                Json.object()
                        .put("id", Long.toString(delivery.id()))
                        .put("rule", delivery.rule())
                        .put("rule_version", delivery.ruleVersion())
                        .put("connection", delivery.connection())
                        .put("event", delivery.event())
                        .put("state", delivery.state().wire())
                        .putIf("outcome", delivery.outcome())
                        .putIf("error", delivery.reason())
                        .put("attempts", delivery.attempts());
        if (delivery.state() == DeliveryState.FAILED || delivery.state() == DeliveryState.PENDING) {
            document.put("next_at", delivery.nextAt().toString());
        }
        delivery.outbox().ifPresent(entry -> document.put("outbox", "ob-" + entry));
        return document.putIf("batch", delivery.batch())
                .put("generation", delivery.generation())
                .put("created_at", delivery.created().toString())
                .put("updated_at", delivery.updated().toString());
    }

    static Json whole(Delivery delivery) {
        return whole(delivery, false);
    }

    /**
     * The same.
     *
     * @param rests whether it waits until its rule is resumed
     */
    static Json whole(Delivery delivery, boolean rests) {
        Json.ObjectBuilder document = of(delivery);
        if (rests) {
            document.put("resting", true);
        }
        return document.put("key", DeliveryKeys.of(delivery).text())
                .put("order_key", delivery.orderKey())
                .put("depth", delivery.depth())
                .put("crashes", delivery.crashes())
                .build();
    }

    static String line(Delivery delivery) {
        StringBuilder line = new StringBuilder();
        line.append(delivery.id()).append("  ").append(delivery.state().wire());
        delivery.outcome().ifPresent(outcome -> line.append(' ').append(outcome));
        line.append("  ").append(delivery.rule());
        line.append("  ").append(delivery.connection()).append('/').append(delivery.event());
        delivery.reason().ifPresent(reason -> line.append("  ").append(reason));
        delivery.outbox().ifPresent(entry -> line.append("  ob-").append(entry));
        return line.toString();
    }

    /** What a person would type about it. */
    static Optional<String> next(Delivery delivery) {
        if (delivery.outbox().isPresent() && delivery.state() != DeliveryState.DEAD) {
            return Optional.of(
                    ShellWords.command("stile outbox show", "ob-" + delivery.outbox().getAsLong()));
        }
        return switch (delivery.state()) {
            case DEAD, FAILED ->
                    Optional.of(ShellWords.command("stile delivery retry", delivery.id()));
            case PENDING, RUNNING ->
                    Optional.of(ShellWords.command("stile delivery show", delivery.id()));
            case DONE -> Optional.empty();
        };
    }

    /**
     * @throws Failure NO_SUCH_DELIVERY for what is no number
     */
    static long id(String typed) {
        if (!typed.matches("[0-9]{1,18}")) {
            throw Failure.of(Code.NO_SUCH_DELIVERY)
                    .headline("there is no delivery " + typed)
                    .build();
        }
        return Long.parseLong(typed);
    }
}
