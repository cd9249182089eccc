package dev.stile.testkit.hosting;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Runs every case of the contract against one adapter. An adapter's test class extends it and gives
 * fixtures; there is nothing to override and nothing to skip: what a fixture cannot show is printed
 * as not run, with the reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GitHostContract {
    /** A host without history, and an adapter for it. Called once for each case. */
    protected abstract HostFixture fixture() throws Exception;

    @AfterAll
    void printTheMatrix() {}
}
