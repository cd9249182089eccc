package dev.stile.flow.program;

import dev.stile.testkit.Proves;
import dev.stile.testkit.event.EventSourceContract;
import dev.stile.testkit.event.EventWorld;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A skeleton, behind its own template, keeps the contract of a source. */
@Proves("FL-29")
final class SkeletonEventsContractTest extends EventSourceContract {
    private final FileProgram program;

    SkeletonEventsContractTest(@TempDir Path folder) {
        program = new FileProgram(folder);
    }

    @Override
    protected EventWorld world() {
        return new ProgramEventWorld("file-lines", program, Ways::byTemplate);
    }

    @AfterAll
    void stop() {
        program.close();
    }
}
