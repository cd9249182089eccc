package dev.stile.flow.stream;

/** Takes a source out of its loop once its run is over. Nobody but the run sees it. */
final class StreamClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StreamClosedException() {
        super("the run of the stream is over");
    }
}
