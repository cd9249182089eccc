package dev.stile.cli.doctor;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.BranchProtection.Protection;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.ShellWords;
import dev.stile.hosting.policy.PolicyBook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The repositories that a connection to a code host is configured for: whether they can be read,
 * whether their rules can be seen, and whether they hold us. A few requests each.
 */
final class RepositoryChecks {
    /** Most that are asked about. */
    private static final int MOST = 20;

    private static final OpenPrs.Filter ANY =
            new OpenPrs.Filter(Optional.empty(), List.of(), Optional.empty());

    private final Desk desk;
    private final HostConnection connection;
    private final GitHost host;

    /**
     * @param host of the connection, ready
     */
    RepositoryChecks(Desk desk, HostConnection connection, GitHost host) {
        this.desk = desk;
        this.connection = connection;
        this.host = host;
    }

    List<Finding> run() {
        Collection<RepoRef> configured = configured();
        List<Finding> findings = new ArrayList<>();
        configured.stream().limit(MOST).forEach(repo -> findings.addAll(of(repo)));
        if (configured.size() > MOST) {
            findings.add(
                    Finding.info(
                            connection.slug() + " repositories",
                            "asked about " + MOST + " of " + configured.size()));
        }
        return findings;
    }

    /** Those that are named whole: with the connection, in the settings of the home, by a watch. */
    private Collection<RepoRef> configured() {
        Map<String, RepoRef> named = new LinkedHashMap<>();
        connection.repositories().stream()
                .filter(pattern -> !pattern.contains("*"))
                .flatMap(path -> here(path).stream())
                .forEach(repo -> named.putIfAbsent(repo.key(), repo));
        HostConnections all = HostConnections.of(desk.house());
        settled().stream()
                .flatMap(name -> throughUs(all, name).stream())
                .forEach(repo -> named.putIfAbsent(repo.key(), repo));
        HostWatching.watches(desk.house()).all(connection.slug()).stream()
                .filter(watched -> watched.ended().isEmpty())
                .map(watched -> watched.pr().repo())
                .forEach(repo -> named.putIfAbsent(repo.key(), repo));
        return named.values();
    }

    /** A file that cannot be read is told by whatever decides by it. */
    private Collection<String> settled() {
        try {
            return PolicyBook.in(desk.house().home().folder()).repositories();
        } catch (Invalid unreadable) {
            return List.of();
        }
    }

    private Optional<RepoRef> here(String path) {
        try {
            return Optional.of(new RepoRef(connection.host(), path));
        } catch (Invalid noPath) {
            return Optional.empty();
        }
    }

    private Optional<RepoRef> throughUs(HostConnections all, String name) {
        try {
            return Optional.of(all.repo(name))
                    .filter(meant -> meant.connection().slug().equals(connection.slug()))
                    .map(Meant::ref);
        } catch (StileException ofNone) {
            return Optional.empty();
        }
    }

    private List<Finding> of(RepoRef repo) {
        String name = connection.slug() + " " + repo.path();
        List<Finding> findings = new ArrayList<>();
        String check = name + " access";
        try {
            BranchName branch = host.getDefaultBranch(repo, call());
            findings.add(Finding.ok(check, "its default branch is " + branch));
            check = name + " rules";
            BranchProtection rules = host.getBranchProtection(repo, branch, call());
            findings.add(rules(check, repo, branch, rules));
            check = name + " bypass";
            if (rules.protection() != Protection.UNPROTECTED) {
                findings.add(bypass(check, repo, branch));
            }
        } catch (StileException failed) {
            findings.add(
                    Finding.error(
                            check,
                            failed.headline() + " [" + ConnectorCodes.of(failed).number() + "]",
                            ErrorPrinter.next(failed).getFirst()));
        }
        return findings;
    }

    private Finding rules(String check, RepoRef repo, BranchName branch, BranchProtection rules) {
        if (!rules.complete()) {
            return Finding.warn(
                    check,
                    "not all rules of " + branch + " can be seen",
                    ShellWords.line(
                            List.of("stile", "pr", "protection", typed(repo), branch.text())));
        }
        return rules.protection() == Protection.UNPROTECTED
                ? Finding.info(check, branch + " has no rules")
                : Finding.ok(check, "all rules of " + branch + " can be seen");
    }

    /** A host tells it with a pull request, for the branch that it is to go into. */
    private Finding bypass(String check, RepoRef repo, BranchName branch) {
        Optional<PrRef> open;
        try {
            open =
                    host.beside().openPrs(repo, ANY, call()).items().stream()
                            .filter(each -> each.baseBranch().equals(branch))
                            .map(OpenPrs.OpenPr::pr)
                            .findFirst();
        } catch (NotSupported noList) {
            return Finding.info(check, "cannot be told: this host lists no pull requests");
        }
        if (open.isEmpty()) {
            return Finding.info(
                    check, "cannot be told without an open pull request into " + branch);
        }
        return switch (host.getPRStatus(open.get(), call()).canBypass()) {
            case YES ->
                    Finding.warn(
                            check,
                            "this account can merge past the rules; Stile never does, and wants"
                                    + " more before it merges",
                            ShellWords.command(
                                    "stile pr decide", typed(repo) + "#" + open.get().prNumber()));
            case NO -> Finding.ok(check, "this account cannot merge past the rules");
            case UNKNOWN ->
                    Finding.info(check, "the host does not tell whether we can pass the rules");
        };
    }

    private String typed(RepoRef repo) {
        return connection.slug() + "/" + repo.path();
    }

    private CallContext call() {
        return desk.call(connection.connection());
    }
}
