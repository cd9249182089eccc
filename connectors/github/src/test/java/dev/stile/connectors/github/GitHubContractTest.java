package dev.stile.connectors.github;

import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.GitHostContract;
import dev.stile.testkit.hosting.HostFixture;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The contract against the simulator, through the platform's own gate. */
@Proves({"GH-100", "GH-104"})
final class GitHubContractTest extends GitHostContract {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    private Path folder;

    @Override
    protected String title() {
        return "github on the simulator";
    }

    @Override
    protected HostFixture fixture() throws Exception {
        return new GitHubFixture(folder);
    }
}
