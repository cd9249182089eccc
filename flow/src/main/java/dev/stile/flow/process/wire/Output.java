package dev.stile.flow.process.wire;

import java.util.OptionalInt;

/**
 * How a one-shot operation ended.
 *
 * @param bytes its stdout, at most 8 MiB
 * @param terminated whether its last line is ended
 * @param closed whether its stdout was closed
 * @param tooMuch whether it said more than is taken
 * @param exitCode empty if it did not end in time
 */
public record Output(
        byte[] bytes, boolean terminated, boolean closed, boolean tooMuch, OptionalInt exitCode) {
    /** Most bytes of stdout. */
    public static final int MOST = 8 * 1024 * 1024;

    boolean isSilent() {
        return bytes.length == 0;
    }

    boolean exited(int code) {
        return exitCode.isPresent() && exitCode.getAsInt() == code;
    }

    /** Whether what is there counts as one whole answer, if it is one JSON value. */
    boolean mayCount() {
        return !tooMuch && ((closed && exitCode.isPresent()) || terminated);
    }
}
