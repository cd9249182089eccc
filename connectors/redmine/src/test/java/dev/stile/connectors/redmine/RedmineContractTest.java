package dev.stile.connectors.redmine;

import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.ContractWorld;
import dev.stile.testkit.contract.RecordStoreContract;

/** The contract of a record store, against a Redmine that none of us wrote. */
@NeedsRedmine
@Proves("TR-150")
final class RedmineContractTest extends RecordStoreContract {
    private final RedmineServer redmine;

    RedmineContractTest(RedmineServer redmine) {
        this.redmine = redmine;
    }

    @Override
    protected ContractWorld world() {
        return new RealServer(redmine);
    }
}
