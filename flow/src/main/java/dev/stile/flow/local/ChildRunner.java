package dev.stile.flow.local;

import dev.stile.api.call.Deadline;
import dev.stile.core.process.Child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program as a guarded child; what it prints is bounded and thrown away. */
public final class ChildRunner implements ProgramRunner {
    private static final int MOST_OUTPUT = 8 * 1024 * 1024;

    @Override
    public Ran run(
            List<String> argv,
            Map<String, String> environment,
            Path folder,
            byte[] input,
            Deadline deadline) {
        return new Child(argv, environment, folder, MOST_OUTPUT)
                .run(input, deadline)
                .<Ran>map(finished -> new Ran.Ended(finished.exitCode()))
                .orElseGet(Ran.Lost::new);
    }
}
