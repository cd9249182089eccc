package dev.stile.simulator.fault;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Headers;

import java.time.Duration;
import java.util.List;

/**
 * One thing that goes wrong. What is not said to be in place of the answer happens to the true one.
 */
public sealed interface FaultAction {
    /** The answer comes later, by this and up to {@code jitter} more. */
    record Delay(Duration time, Duration jitter) implements FaultAction {}

    /** The answer comes at no more than so many bytes a second. */
    record Bandwidth(int bytesPerSecond) implements FaultAction {}

    /** This comes in place of the answer; nothing is applied. */
    record Status(int status, Headers headers, String mediaType, String body)
            implements FaultAction {}

    /** The connection is reset; {@code applied} tells whether the request took effect. */
    record Reset(boolean applied) implements FaultAction {}

    /** No answer comes, and the connection stays open; {@code applied} as above. */
    record Silence(boolean applied) implements FaultAction {}

    /**
     * No answer comes, as with a reset or a silence, while the server goes on with the request: it
     * takes effect when the controls carry out what is late.
     */
    record Later(boolean reset) implements FaultAction {}

    /** The answer ends after so many bytes of its body, with a reset or an ordinary end. */
    record Cut(long atByte, boolean reset) implements FaultAction {}

    /** The answer's stated length is off by this. */
    record WrongLength(long difference) implements FaultAction {}

    /** The answer has no stated length and ends with the connection. */
    record NoLength() implements FaultAction {}

    /** The answer comes in chunks. */
    record Chunked(int size) implements FaultAction {}

    /** The connection ends within a header line of the answer. */
    record HalfHeader() implements FaultAction {}

    /** A web page comes in place of the answer, with status 200; nothing is applied. */
    record WrongType() implements FaultAction {}

    /** One item of the page comes twice. */
    record DuplicateItem(int index) implements FaultAction {}

    /** One item of the page is missing. */
    record DropItem(int index) implements FaultAction {}

    /** One item of the page is this. */
    record ReplaceItem(int index, Json item) implements FaultAction {}

    /** The page's items come in the opposite order. */
    record Reorder() implements FaultAction {}

    /** One member of the answer is another, such as the cursor of the page before. */
    record SetMember(String name, Json value) implements FaultAction {}

    /** One member of the answer is missing, such as the mark of the last page. */
    record DropMember(String name) implements FaultAction {}

    /** One header field of the answer is another. */
    record SetHeader(String name, String value) implements FaultAction {}

    /** A read sees each record one version back. */
    record StaleRead() implements FaultAction {}

    /** The answer's times, in the header and the body, are off by this. */
    record WrongClock(Duration offset) implements FaultAction {}

    /** A redirect comes in place of the answer; nothing is applied. */
    record Redirect(int status, String location) implements FaultAction {}

    /** A page with one item of so many bytes comes in place of the answer; nothing is applied. */
    record Huge(long bytes) implements FaultAction {}

    /** JSON of so many levels comes in place of the answer; nothing is applied. */
    record Deep(int levels) implements FaultAction {}

    /** So many bytes of blanks, compressed, come in place of the answer; nothing is applied. */
    record GzipBomb(long bytes) implements FaultAction {}

    /**
     * Before the request is looked at, somebody else makes these edits, each as the control API
     * takes it.
     */
    record Edit(List<Json.Obj> edits) implements FaultAction {
        public Edit {
            edits = List.copyOf(edits);
        }
    }
}
