package dev.stile.flow.process.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a child introduces itself.
 *
 * @param protocol which it speaks
 * @param operations what it can be asked
 * @param capabilities what else it understands
 * @param limits what it wants to be bounded by
 */
public record Hello(int protocol, Set<String> operations, Set<String> capabilities, Wished limits) {
    /** Bounds that a child asks for; a host takes the smaller of its own and these. */
    public record Wished(
            Optional<Integer> maxLineBytes,
            Optional<Integer> maxInFlight,
            Optional<Duration> silence) {
        public static Wished nothing() {
            return new Wished(Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    public Hello {
        operations = Set.copyOf(operations);
        capabilities = Set.copyOf(capabilities);
    }

    /** What a child without hello is taken for. */
    public static Hello ofProtocolZero() {
        return new Hello(0, Set.of("auth-ok", "act", "subscribe"), Set.of(), Wished.nothing());
    }

    public boolean offers(String operation) {
        return operations.contains(operation);
    }

    public boolean understands(String capability) {
        return capabilities.contains(capability);
    }
}
