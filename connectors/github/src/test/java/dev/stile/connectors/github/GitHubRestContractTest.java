package dev.stile.connectors.github;

import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.GitHostContract;
import dev.stile.testkit.hosting.HostFixture;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * The contract against a server whose GraphQL schema is older than the query of a snapshot, so that
 * the lists of its REST interface are read.
 */
@Proves({"GH-53", "GH-100", "GH-104"})
final class GitHubRestContractTest extends GitHostContract {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    private Path folder;

    @Override
    protected String title() {
        return "github-rest on the simulator";
    }

    @Override
    protected HostFixture fixture() throws Exception {
        return GitHubFixture.older(folder);
    }
}
