package dev.stile.flow.program;

import dev.stile.testkit.Proves;
import dev.stile.testkit.action.ActionSetContract;
import dev.stile.testkit.action.ActionWorld;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A skeleton, behind its own template, keeps the contract of actions. */
@Proves({"FL-26", "FL-27"})
final class SkeletonActionsContractTest extends ActionSetContract {
    private final FileProgram program;

    SkeletonActionsContractTest(@TempDir Path folder) {
        program = new FileProgram(folder);
    }

    @Override
    protected ActionWorld world() {
        return new ProgramActionWorld(program, Ways::byTemplate);
    }

    @AfterAll
    void stop() {
        program.close();
    }
}
