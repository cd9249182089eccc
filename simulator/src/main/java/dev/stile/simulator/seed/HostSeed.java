package dev.stile.simulator.seed;

import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;

import java.util.Map;

/**
 * A small shop on a code host: a private repository whose main branch wants an approval and a
 * check, two people, and an open pull request that has passed the check and that nobody has looked
 * at.
 */
public final class HostSeed {
    /** The repository. */
    public static final String REPOSITORY = "acme/shop";

    /** Who may do everything, and has opened the pull request. */
    public static final String OWNER = "you";

    /** Who may write and review. */
    public static final String COLLEAGUE = "maya";

    private static final String FILE = "total.py";

    private HostSeed() {}

    /** Sows it; answers the pull request. */
    public static PullRequest sow(Host host) {
        HostedRepository shop = host.repository(REPOSITORY);
        Account owner = host.person(OWNER);
        Account colleague = host.person(COLLEAGUE);
        shop.visibility(HostedRepository.Visibility.PRIVATE);
        // Who may not see all rules of a branch is never told that something is ready.
        shop.collaborator(owner, Role.ADMIN);
        shop.collaborator(colleague, Role.WRITE);
        shop.commit(
                colleague,
                "main",
                "Add up prices",
                Map.of(FILE, "def total(prices):\n    return sum(prices)\n"));
        shop.protect(
                "main",
                BranchRules.none().reviews(1).check("tests").on(BranchRules.Flag.ADMINS_TOO));
        shop.commit(
                owner,
                "round-total",
                "Round the total",
                Map.of(FILE, "def total(prices):\n    return round(sum(prices), 2)\n"));
        PullRequest pull = shop.open(owner, "round-total", "main", "Round the total");
        shop.checkRun(pull.headSha(), "tests", host.app("continuous"), "success");
        return pull;
    }
}
