package dev.stile.server;

import java.io.IOException;

/** Answers requests. Any thread may call. */
@FunctionalInterface
interface Requests {
    /**
     * What a request gets. Its body is read to its end, or the answer closes the connection.
     *
     * @throws Refusal where it ends early
     */
    Answer answer(Head head, Exchange exchange) throws IOException;
}
