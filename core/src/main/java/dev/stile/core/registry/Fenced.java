package dev.stile.core.registry;

import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.StileException;
import dev.stile.core.terminal.OutputFilter;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Runs what an author wrote: whatever it throws comes out as an error of the one family, without
 * secrets.
 *
 * @param connector slug, for the message
 */
record Fenced(String connector, OutputFilter secrets) {
    <T> T run(String what, Supplier<T> work) {
        try {
            return Objects.requireNonNull(work.get(), "the connector gave nothing");
        } catch (StileException ours) {
            throw ours;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError broken) {
            throw new Internal(
                    "the connector " + connector + " failed inside " + what,
                    StrippedCause.of(broken, secrets));
        }
    }
}
