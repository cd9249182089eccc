package dev.stile.connectors.github;

import dev.stile.testkit.Proves;
import dev.stile.testkit.hosting.GitHostContract;
import dev.stile.testkit.hosting.HostFixture;

/** The contract against the simulator, through the platform's own gate. */
@Proves("GH-104")
final class GitHubContractTest extends GitHostContract {
    @Override
    protected String title() {
        return "github on the simulator";
    }

    @Override
    protected HostFixture fixture() throws Exception {
        return new GitHubFixture();
    }
}
