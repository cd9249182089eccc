package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.HostServices;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks for what a lost answer may have made: over ten seconds, as a host may list it late. */
final class Settling {
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4));

    private Settling() {}

    /** What was found, empty if it did not show up. No error of a look comes out. */
    static <T> Optional<T> find(
            Supplier<Optional<T>> look, HostServices services, CallContext call) {
        for (int attempt = 0; ; attempt++) {
            try {
                Optional<T> found = look.get();
                if (found.isPresent()) {
                    return found;
                }
            } catch (StileException unreadable) {
                // Whatever is wrong with the look says nothing of the write. The next may see it.
            }
            if (attempt >= PAUSES.size() || !services.pause(PAUSES.get(attempt), call)) {
                return Optional.empty();
            }
        }
    }
}
