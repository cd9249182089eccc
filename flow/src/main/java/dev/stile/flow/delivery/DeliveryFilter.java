package dev.stile.flow.delivery;

import java.util.Optional;

/**
 * Which deliveries are meant.
 *
 * @param rule slug; empty means all
 * @param state empty means all
 */
public record DeliveryFilter(Optional<String> rule, Optional<DeliveryState> state) {
    public static DeliveryFilter everything() {
        return new DeliveryFilter(Optional.empty(), Optional.empty());
    }

    /** The dead letters. */
    public static DeliveryFilter dead() {
        return new DeliveryFilter(Optional.empty(), Optional.of(DeliveryState.DEAD));
    }
}
