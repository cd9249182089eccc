package dev.stile.flow.program;

import dev.stile.testkit.Proves;
import dev.stile.testkit.action.ActionSetContract;
import dev.stile.testkit.action.ActionWorld;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * A program without a template, as the connector {@code command}, keeps the contract of actions.
 */
@Proves({"FL-26", "FL-27"})
final class CommandActionsContractTest extends ActionSetContract {
    private final FileProgram program;

    CommandActionsContractTest(@TempDir Path folder) {
        program = new FileProgram(folder);
    }

    @Override
    protected ActionWorld world() {
        return new ProgramActionWorld(program, Ways::byCommand);
    }

    @AfterAll
    void stop() {
        program.close();
    }
}
