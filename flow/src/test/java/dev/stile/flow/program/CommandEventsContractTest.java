package dev.stile.flow.program;

import dev.stile.testkit.Proves;
import dev.stile.testkit.event.EventSourceContract;
import dev.stile.testkit.event.EventWorld;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * A program without a template, as the connector {@code command}, keeps the contract of a source.
 */
@Proves("FL-29")
final class CommandEventsContractTest extends EventSourceContract {
    private final FileProgram program;

    CommandEventsContractTest(@TempDir Path folder) {
        program = new FileProgram(folder);
    }

    @Override
    protected EventWorld world() {
        return new ProgramEventWorld("command", program, Ways::byCommand);
    }

    @AfterAll
    void stop() {
        program.close();
    }
}
