package dev.stile.connectors.github.branch;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.Url;
import dev.stile.api.value.BranchName;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.ReadAnswer;
import dev.stile.connectors.github.wire.Node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the rules of branches, and remembers them for a while. Any thread may use it. */
public final class Protections {
    private static final String OPERATION = "reading the rules of the branch";
    private static final int MOST = 1000;

    /** What the host says to an administrator where there is no classic protection. */
    private static final String NOT_PROTECTED = "Branch not protected";

    private record Remembered(BranchProtection rules, Instant readAt) {}

    private final GitHubClient client;
    private final int pageCap;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    public Protections(GitHubClient client, int pageCap, Clock clock) {
        this.client = client;
        this.pageCap = pageCap;
        this.clock = clock;
    }

    /**
     * All sources of rules, and the repository's own merge settings.
     *
     * @throws NotFound if there is no such branch
     */
    public BranchProtection read(RepoRef repo, BranchName branch, CallContext call) {
        Node settings = client.read(client.repo(repo), OPERATION, What.PROJECT, call);
        JoinedRules joined = new JoinedRules();
        Node flag =
                client.read(
                        client.repo(repo, "branches", branch.text()),
                        OPERATION,
                        What.REVISION,
                        call);
        joinRulesets(repo, branch, joined, call);
        ReadAnswer classic = classic(repo, branch, call);
        joinClassic(classic, Optional.of(flag), joined);
        BranchProtection rules = joined.build();
        remember(repo, branch, rules);
        joined.only(allowed(settings));
        return joined.build();
    }

    /**
     * The rules as they were not longer ago than {@code oldest}; without the repository's own merge
     * settings. Rules that cannot be read are incomplete.
     */
    public BranchProtection recent(
            RepoRef repo, BranchName branch, Duration oldest, CallContext call) {
        Remembered known = remembered.get(key(repo, branch));
        if (known != null && known.readAt().plus(oldest).isAfter(clock.instant())) {
            return known.rules();
        }
        try {
            JoinedRules joined = new JoinedRules();
            joinRulesets(repo, branch, joined, call);
            ReadAnswer classic = classic(repo, branch, call);
            boolean told =
                    classic.body().isPresent() || (classic.says(NOT_PROTECTED) && joined.isFound());
            joinClassic(
                    classic,
                    told ? Optional.empty() : Optional.of(flag(repo, branch, call)),
                    joined);
            BranchProtection rules = joined.build();
            remember(repo, branch, rules);
            return rules;
        } catch (NotFound | Permission | Unavailable | Timeout | Malformed unreadable) {
            return unread();
        }
    }

    /** What is known of rules that were not read. */
    public static BranchProtection unread() {
        JoinedRules nothing = new JoinedRules();
        nothing.incomplete();
        return nothing.build();
    }

    private Node flag(RepoRef repo, BranchName branch, CallContext call) {
        return client.read(
                client.repo(repo, "branches", branch.text()), OPERATION, What.REVISION, call);
    }

    private void joinRulesets(RepoRef repo, BranchName branch, JoinedRules into, CallContext call) {
        Url rules = client.repo(repo, "rules", "branches", branch.text());
        for (int page = 1; page <= pageCap; page++) {
            ReadAnswer answer =
                    client.ask(
                            rules.query("per_page", GitHubClient.PAGE).query("page", page),
                            OPERATION,
                            call);
            if (answer.body().isEmpty()) {
                if (!answer.isHidden()) {
                    throw answer.error(What.PROJECT);
                }
                into.incomplete();
                return;
            }
            List<Node> items = answer.body().get().items();
            items.forEach(rule -> Rulesets.join(rule, into));
            if (page == 1) {
                into.source("rulesets");
            }
            if (items.size() < GitHubClient.PAGE) {
                return;
            }
        }
        into.incomplete();
    }

    private ReadAnswer classic(RepoRef repo, BranchName branch, CallContext call) {
        ReadAnswer answer =
                client.ask(
                        client.repo(repo, "branches", branch.text(), "protection"),
                        OPERATION,
                        call);
        if (answer.body().isEmpty() && !answer.isHidden()) {
            throw answer.error(What.PROJECT);
        }
        return answer;
    }

    /**
     * Only an administrator sees the classic rules. Others get 404 whether there are some or not,
     * and the flag of the branch, which rules of either kind set: where neither was seen, a branch
     * that is flagged all the same has rules that nobody showed us.
     */
    private static void joinClassic(ReadAnswer classic, Optional<Node> branch, JoinedRules into) {
        if (classic.body().isPresent()) {
            into.source("branch_protection");
            ClassicRules.join(classic.body().get(), into);
            return;
        }
        boolean explained = classic.says(NOT_PROTECTED) && into.isFound();
        boolean flagged =
                branch.map(node -> node.tri("protected") != Tri.NO).orElse(false) && !explained;
        if (classic.status() == 403 || flagged) {
            into.incomplete();
            branch.flatMap(node -> node.find("protection"))
                    .flatMap(node -> node.find("required_status_checks"))
                    .ifPresent(checks -> ofTheBranch(checks, into));
        } else {
            into.source("branch_protection");
        }
    }

    private static void ofTheBranch(Node checks, JoinedRules into) {
        boolean some =
                (checks.has("checks") && !checks.items("checks").isEmpty())
                        || (checks.has("contexts") && !checks.texts("contexts").isEmpty());
        if (some) {
            into.found();
            into.source("branch");
            ClassicRules.checks(checks, into);
        }
    }

    private static Set<MergeStrategy> allowed(Node repository) {
        Set<MergeStrategy> allowed = EnumSet.noneOf(MergeStrategy.class);
        if (repository.tri("allow_merge_commit") != Tri.NO) {
            allowed.add(MergeStrategy.MERGE);
        }
        if (repository.tri("allow_squash_merge") != Tri.NO) {
            allowed.add(MergeStrategy.SQUASH);
        }
        if (repository.tri("allow_rebase_merge") != Tri.NO) {
            allowed.add(MergeStrategy.REBASE);
        }
        return allowed;
    }

    private void remember(RepoRef repo, BranchName branch, BranchProtection rules) {
        if (remembered.size() >= MOST) {
            remembered.clear();
        }
        remembered.put(key(repo, branch), new Remembered(rules, clock.instant()));
    }

    private static String key(RepoRef repo, BranchName branch) {
        return repo.key() + " " + branch;
    }
}
