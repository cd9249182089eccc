package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;

import java.util.Optional;

/**
 * Whether an adapter is ready.
 *
 * @param message never a value of a setting
 * @param wrong the setting that it does not take, if that is why it is not
 */
public record InitResult(boolean success, String message, Optional<Invalid> wrong) {
    static InitResult ready() {
        return new InitResult(true, "ready", Optional.empty());
    }

    static InitResult failed(String message) {
        return new InitResult(false, message, Optional.empty());
    }
}
