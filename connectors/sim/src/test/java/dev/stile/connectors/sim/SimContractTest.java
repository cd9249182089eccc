package dev.stile.connectors.sim;

import dev.stile.testkit.contract.ContractWorld;
import dev.stile.testkit.contract.RecordStoreContract;

import org.junit.jupiter.api.AfterAll;

import java.io.IOException;

/** The connector keeps the contract on the simulator's own dialect. */
final class SimContractTest extends RecordStoreContract {
    private final SimulatorWorld world;

    SimContractTest() throws IOException {
        world = new SimulatorWorld();
    }

    @Override
    protected ContractWorld world() {
        return world;
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }
}
