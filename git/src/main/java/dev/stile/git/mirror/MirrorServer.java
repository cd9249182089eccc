package dev.stile.git.mirror;

import java.time.Instant;

/**
 * The server behind a connection. A connection of the same name may be made anew and lead to
 * another one; what one server said is never mixed with what another says.
 *
 * @param place connector and addresses, in one line
 * @param connectedAt when the connection was made, on our clock
 */
public record MirrorServer(String place, Instant connectedAt) {}
