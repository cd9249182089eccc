package dev.stile.simulator.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rules of the base stand against a merge. Called under the host's lock. */
public final class MergeGate {
    /** What a rule misses. */
    public enum Reason {
        REVIEWS,
        CODE_OWNERS,
        LAST_PUSH,
        CHANGES_REQUESTED,
        CHECK_FAILING,
        CHECK_PENDING,
        CHECK_MISSING,
        BEHIND,
        THREADS,
        SIGNATURES,
        LINEAR,
        METHOD,
        PUSHERS,
        LOCKED,
        QUEUE
    }

    /**
     * One unmet rule.
     *
     * @param ruleset whether a ruleset asks for it, not the classic rule
     */
    public record Block(Reason reason, String message, boolean ruleset) {}

    private final PullRequest pull;
    private final HostedRepository repository;

    /** The gate of this pull request. */
    public MergeGate(PullRequest pull) {
        this.pull = pull;
        this.repository = pull.repository();
    }

    /** What stands against it for somebody who passes no rule. */
    public List<Block> unmet() {
        return collect(Optional.empty(), Optional.empty());
    }

    /** What stands against it for this account and, if given, this method. */
    public List<Block> unmetFor(Account account, Optional<MergeMethod> method) {
        return collect(Optional.of(account), method);
    }

    /** Whether rules bind the base and this account passes all of them. */
    public boolean passesAll(Account account) {
        Role role = repository.role(account);
        Optional<BranchRules> classic = repository.rules().classic(pull.base());
        List<Ruleset> rulesets = repository.rules().rulesets(pull.base());
        return (classic.isPresent() || !rulesets.isEmpty())
                && classic.filter(each -> !passes(role, each)).isEmpty()
                && rulesets.stream().allMatch(each -> each.bypass().contains(role));
    }

    static boolean letsPush(HostedRepository repository, Account by, String branch) {
        Role role = repository.role(by);
        boolean classic =
                repository
                        .rules()
                        .classic(branch)
                        .filter(each -> !passes(role, each))
                        .filter(each -> forbidsPush(each, by))
                        .isEmpty();
        return classic
                && repository.rules().rulesets(branch).stream()
                        .filter(each -> !each.bypass().contains(role))
                        .noneMatch(each -> forbidsPush(each.rules(), by));
    }

    private static boolean forbidsPush(BranchRules rules, Account by) {
        return rules.reviews().isPresent()
                || !rules.checks().isEmpty()
                || rules.has(BranchRules.Flag.LOCKED)
                || rules.has(BranchRules.Flag.MERGE_QUEUE)
                || rules.pushers().filter(allowed -> !allowed.contains(by.login())).isPresent();
    }

    private static boolean passes(Role role, BranchRules classic) {
        return role == Role.ADMIN && !classic.has(BranchRules.Flag.ADMINS_TOO);
    }

    private List<Block> collect(Optional<Account> account, Optional<MergeMethod> method) {
        Optional<Role> role = account.map(repository::role);
        List<Block> blocks = new ArrayList<>();
        repository
                .rules()
                .classic(pull.base())
                .filter(each -> role.filter(has -> passes(has, each)).isEmpty())
                .ifPresent(each -> add(blocks, each, false, account, method));
        repository.rules().rulesets(pull.base()).stream()
                .filter(each -> role.filter(each.bypass()::contains).isEmpty())
                .forEach(each -> add(blocks, each.rules(), true, account, method));
        return blocks;
    }

    private void add(
            List<Block> blocks,
            BranchRules rules,
            boolean ruleset,
            Optional<Account> account,
            Optional<MergeMethod> method) {
        if (rules.has(BranchRules.Flag.LOCKED)) {
            blocks.add(new Block(Reason.LOCKED, "This branch is locked.", ruleset));
        }
        if (rules.has(BranchRules.Flag.MERGE_QUEUE)) {
            blocks.add(
                    new Block(
                            Reason.QUEUE, "Changes must be made through the merge queue", ruleset));
        }
        addReviews(blocks, rules, ruleset);
        rules.checks().forEach(each -> addCheck(blocks, each, ruleset));
        if (rules.has(BranchRules.Flag.STRICT_CHECKS) && !rules.checks().isEmpty() && isBehind()) {
            blocks.add(
                    new Block(
                            Reason.BEHIND,
                            "Head branch is not up to date with the base branch.",
                            ruleset));
        }
        if (rules.has(BranchRules.Flag.THREAD_RESOLUTION)
                && pull.talk().threads().stream().anyMatch(each -> !each.resolved())) {
            blocks.add(
                    new Block(
                            Reason.THREADS,
                            "A conversation must be resolved before merging.",
                            ruleset));
        }
        if (rules.has(BranchRules.Flag.SIGNATURES) && !isSigned()) {
            blocks.add(
                    new Block(
                            Reason.SIGNATURES, "Commits must have verified signatures.", ruleset));
        }
        method.ifPresent(chosen -> addMethod(blocks, rules, ruleset, chosen));
        account.flatMap(who -> rules.pushers().filter(allowed -> !allowed.contains(who.login())))
                .ifPresent(
                        _ ->
                                blocks.add(
                                        new Block(
                                                Reason.PUSHERS,
                                                "You're not authorized to push to this branch.",
                                                ruleset)));
    }

    private static void addMethod(
            List<Block> blocks, BranchRules rules, boolean ruleset, MergeMethod method) {
        if (rules.has(BranchRules.Flag.LINEAR_HISTORY) && method == MergeMethod.MERGE) {
            blocks.add(
                    new Block(
                            Reason.LINEAR, "This branch must not contain merge commits.", ruleset));
        }
        if (!rules.methods().isEmpty() && !rules.methods().contains(method)) {
            blocks.add(
                    new Block(
                            Reason.METHOD,
                            "This branch only allows "
                                    + rules.methods().toString().toLowerCase(java.util.Locale.ROOT)
                                    + ".",
                            ruleset));
        }
    }

    private void addReviews(List<Block> blocks, BranchRules rules, boolean ruleset) {
        if (rules.reviews().isEmpty()) {
            return;
        }
        int needed = rules.reviews().getAsInt();
        List<Review> heard =
                pull.talk().opinions().values().stream()
                        .filter(each -> repository.role(each.author()).atLeast(Role.WRITE))
                        .toList();
        if (heard.stream().anyMatch(each -> each.state() == Review.State.CHANGES_REQUESTED)) {
            blocks.add(
                    new Block(Reason.CHANGES_REQUESTED, "Changes have been requested.", ruleset));
        }
        List<Review> approvals =
                heard.stream().filter(each -> each.state() == Review.State.APPROVED).toList();
        if (approvals.size() < needed) {
            blocks.add(
                    new Block(
                            Reason.REVIEWS,
                            "At least "
                                    + needed
                                    + " approving review"
                                    + (needed == 1 ? " is" : "s are")
                                    + " required by reviewers with write access.",
                            ruleset));
        }
        if (rules.has(BranchRules.Flag.LAST_PUSH_APPROVAL)
                && approvals.stream()
                        .noneMatch(
                                each ->
                                        each.sha().equals(pull.headSha())
                                                && !each.author().equals(pull.lastPusher()))) {
            blocks.add(
                    new Block(
                            Reason.LAST_PUSH,
                            "New changes require approval from someone other than the last pusher.",
                            ruleset));
        }
        if (rules.has(BranchRules.Flag.CODE_OWNERS)
                && !new CodeOwners(pull)
                        .approvedBy(
                                approvals.stream().map(each -> each.author().login()).toList())) {
            blocks.add(new Block(Reason.CODE_OWNERS, "Waiting on code owner review.", ruleset));
        }
    }

    private void addCheck(List<Block> blocks, BranchRules.Required required, boolean ruleset) {
        String quoted = "Required status check \"" + required.name() + "\" is ";
        switch (repository.checks().standing(pull.headSha(), required)) {
            case PASSED -> {}
            case FAILED ->
                    blocks.add(new Block(Reason.CHECK_FAILING, quoted + "failing.", ruleset));
            case PENDING ->
                    blocks.add(new Block(Reason.CHECK_PENDING, quoted + "in progress.", ruleset));
            case MISSING ->
                    blocks.add(new Block(Reason.CHECK_MISSING, quoted + "expected.", ruleset));
        }
    }

    /** Whether the base has commits that the head has not. */
    public boolean isBehind() {
        return repository
                .branch(pull.base())
                .filter(tip -> !repository.bare().contains(pull.headSha(), tip))
                .isPresent();
    }

    private boolean isSigned() {
        return repository.bare().between(pull.baseSha(), pull.headSha()).stream()
                .allMatch(repository::isVerified);
    }

    /**
     * What reviews come to: approved, changes requested, or still required; none when no review is
     * asked for and none was given.
     */
    public Optional<String> reviewDecision() {
        Map<Account, Review> opinions = pull.talk().opinions();
        List<Review> heard =
                opinions.values().stream()
                        .filter(each -> repository.role(each.author()).atLeast(Role.WRITE))
                        .toList();
        if (heard.stream().anyMatch(each -> each.state() == Review.State.CHANGES_REQUESTED)) {
            return Optional.of("CHANGES_REQUESTED");
        }
        int needed = repository.rules().reviews(pull.base()).orElse(0);
        boolean missing =
                unmet().stream()
                        .anyMatch(
                                each ->
                                        each.reason() == Reason.REVIEWS
                                                || each.reason() == Reason.CODE_OWNERS
                                                || each.reason() == Reason.LAST_PUSH);
        if (missing) {
            return Optional.of("REVIEW_REQUIRED");
        }
        return needed > 0 || !heard.isEmpty() ? Optional.of("APPROVED") : Optional.empty();
    }
}
