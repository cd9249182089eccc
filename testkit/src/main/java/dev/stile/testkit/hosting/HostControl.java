package dev.stile.testkit.hosting;

import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;

import java.time.Clock;
import java.time.Duration;

/** A case's host, seen by whoever owns it: what an adapter can never reach. */
public interface HostControl {
    /** A repository of {@link Account#SELF}'s organisation, with one commit. */
    RepoRef repo();

    BranchName defaultBranch();

    /** What the host calls an account. */
    String login(Account who);

    HostGit git();

    HostPulls pulls();

    HostRules rules();

    HostTraffic traffic();

    /** The host's clock, and that of the adapter. */
    Clock clock();

    /** Moves the clock; nobody waits. */
    void pass(Duration time);
}
