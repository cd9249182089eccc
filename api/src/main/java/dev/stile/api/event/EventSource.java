package dev.stile.api.event;

/**
 * The event facet of a connection. The host runs at most one subscription of a connection at a
 * time, on a thread of its own that may block.
 */
public interface EventSource {
    /**
     * Tells what happens until the sink closes. Starts after the subscription's cursor, so what a
     * crash cut off is told again under the same ids.
     *
     * @throws dev.stile.api.error.ConnectorException when it cannot go on; the host starts it again
     *     later, from the stored cursor. {@code Auth} asks a person for a new login
     */
    void subscribe(Subscription subscription, EventSink sink);

    /**
     * The event is durable. Called on the host's thread, once for each that the run told, in their
     * order; must return at once. A source that must tell its server overrides it.
     */
    default void acknowledged(SourceEvent event) {}

    /**
     * The gap is durable. Called as {@link #acknowledged}, in its place among the events; not at
     * all where the run ends before.
     */
    default void acknowledgedGap(Gap gap) {}

    /**
     * The event was set aside for good, such as another payload under a known id: it need not be
     * told again. Called as {@link #acknowledged}.
     *
     * @param code a word of ours such as {@code id_conflict}
     */
    default void refused(SourceEvent event, String code) {}

    /**
     * The event could not be stored now, and is due again under the same id: the run ends after
     * that. Called as {@link #acknowledged}.
     *
     * @param code a word of ours such as {@code store_busy}
     */
    default void postponed(SourceEvent event, String code) {}
}
