package dev.stile.flow.local;

import dev.stile.api.call.Deadline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program to its end. Blocks; any thread may call. */
public interface ProgramRunner {
    /**
     * @param argv the program as an absolute path, and its arguments
     * @param environment all variables that it gets
     * @param folder where it runs
     * @param input all that it can read
     */
    Ran run(
            List<String> argv,
            Map<String, String> environment,
            Path folder,
            byte[] input,
            Deadline deadline);

    /** How a run went. */
    sealed interface Ran {
        /** It ended by itself. */
        record Ended(int exitCode) implements Ran {}

        /** It was ended by us, or was lost: what it did is not known. */
        record Lost() implements Ran {}
    }
}
