package dev.stile.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the receiver listens, and what bounds it.
 *
 * @param address loopback, unless it is behind a proxy; port 0 for any that is free
 * @param behindProxy whether something in front of it speaks TLS to the world
 * @param names hosts that it answers to besides those of loopback, such as the proxy's name
 * @param connections most connections at a time
 * @param bodyBytes most bytes of bodies in memory at a time
 * @param perSecond most requests of one receiver in a second, on the average
 * @param request longest time for a request to arrive
 * @param idle longest time between two requests of a connection
 * @param store longest time for a delivery to be stored
 */
public record ReceiverOptions(
        InetSocketAddress address,
        boolean behindProxy,
        Set<String> names,
        int connections,
        int bodyBytes,
        int perSecond,
        Duration request,
        Duration idle,
        Duration store) {
    public ReceiverOptions {
        if (!behindProxy && !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "beyond this machine the receiver stands behind a proxy that speaks TLS");
        }
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        names = Set.copyOf(lower);
    }

    /** On loopback, for this machine and a tunnel that ends here. */
    public static ReceiverOptions loopback(int port) {
        return new ReceiverOptions(
                new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port),
                false,
                Set.of(),
                256,
                64 * 1024 * 1024,
                2_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    /** The same, answering to these names, too. */
    public ReceiverOptions named(Set<String> others) {
        return new ReceiverOptions(
                address,
                behindProxy,
                others,
                connections,
                bodyBytes,
                perSecond,
                request,
                idle,
                store);
    }

    /** The same with other bounds. */
    public ReceiverOptions bounded(int mostConnections, int mostBodyBytes, int mostPerSecond) {
        return new ReceiverOptions(
                address,
                behindProxy,
                names,
                mostConnections,
                mostBodyBytes,
                mostPerSecond,
                request,
                idle,
                store);
    }

    /** The same with other times. */
    public ReceiverOptions timed(Duration forRequest, Duration forIdle, Duration forStore) {
        return new ReceiverOptions(
                address,
                behindProxy,
                names,
                connections,
                bodyBytes,
                perSecond,
                forRequest,
                forIdle,
                forStore);
    }
}
