package dev.stile.api.http;

import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.util.Optional;

/**
 * One answer, whole and within the gate's limits. Redirects, waiting and repeating are over by
 * then.
 */
public interface HttpAnswer {
    /** The status code. */
    int status();

    /** A header, tainted; the first one where there are several. */
    Optional<Tainted<String>> header(String name);

    /** The body as text for people, such as an error; empty if there is none. */
    Tainted<String> text();

    /**
     * The body as JSON, ready to be read strictly.
     *
     * @throws dev.stile.api.error.ConnectorException.Malformed if it is not JSON, or deeper than
     *     200
     */
    Tainted<JsonView> json();

    /** The server's clock as its {@code Date} header says. */
    Optional<Moment> serverTime();

    /** The {@code ETag}, as it was sent. */
    Optional<Token> entityTag();

    /** Whether the caller's copy is still good. */
    default boolean isNotModified() {
        return status() == 304;
    }

    /** Whether the status says that it worked. */
    default boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }
}
