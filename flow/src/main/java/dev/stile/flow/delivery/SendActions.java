package dev.stile.flow.delivery;

import java.util.Optional;

/** Which action of a connection sends a message: what {@code forward_message} is short for. */
@FunctionalInterface
public interface SendActions {
    /** Empty if the connection has none. Any thread may ask. */
    Optional<SendAction> of(String connection);

    /**
     * @param action slug
     * @param toField the member of its input that names whom or where
     * @param textField the member that holds the text
     */
    record SendAction(String action, String toField, String textField) {}
}
