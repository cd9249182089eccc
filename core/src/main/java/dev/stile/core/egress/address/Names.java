package dev.stile.core.egress.address;

import dev.stile.api.call.Deadline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Who knows the addresses of a name. Any thread may call. */
@FunctionalInterface
public interface Names {
    /**
     * All addresses of a host, at least one.
     *
     * @param host a name, or an address as text
     * @throws UnknownHostException if there is none, or none is known before the deadline
     */
    List<InetAddress> addresses(String host, Deadline deadline) throws UnknownHostException;
}
