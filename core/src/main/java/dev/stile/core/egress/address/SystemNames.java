package dev.stile.core.egress.address;

import dev.stile.api.call.Deadline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the operating system. A lookup that outlasts the deadline is left behind in a thread of its
 * own, since the system offers no way to stop it.
 */
public final class SystemNames implements Names {
    @Override
    public List<InetAddress> addresses(String host, Deadline deadline) throws UnknownHostException {
        if (isLiteral(host)) {
            return List.of(InetAddress.ofLiteral(host));
        }
        FutureTask<List<InetAddress>> lookup =
                new FutureTask<>(() -> List.of(InetAddress.getAllByName(host)));
        Thread.ofPlatform().daemon().name("stile-names").start(lookup);
        try {
            return lookup.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw unknown(host, failed);
        } catch (TimeoutException late) {
            throw unknown(host, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unknown(host, interrupted);
        }
    }

    /** A host in its one spelling is an address exactly if its last part begins with a digit. */
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.lastIndexOf('.') + 1));
    }

    private static UnknownHostException unknown(String host, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
