package dev.stile.simulator.hosting;

import dev.stile.simulator.hosting.repo.BareRepository;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A repository on the host. For any thread. */
public final class HostedRepository {
    /** Who sees it. */
    public enum Visibility {
        PUBLIC,
        INTERNAL,
        PRIVATE
    }

    private final Host host;
    private final long id;
    private final Account owner;
    private final BareRepository bare;
    private final Optional<HostedRepository> parent;
    private final Map<Account, Role> collaborators = new LinkedHashMap<>();
    private final Set<String> labels = new LinkedHashSet<>();
    private final Set<String> teams = new LinkedHashSet<>();
    private final List<PullRequest> pulls = new ArrayList<>();
    private final Checks checks;
    private final Rulebook rules;
    private final Set<String> verified = new LinkedHashSet<>();
    private final MergeQueue queue = new MergeQueue(this);
    private final Set<MergeMethod> methods = EnumSet.allOf(MergeMethod.class);
    private String name;
    private String defaultBranch = "main";
    private Visibility visibility = Visibility.PUBLIC;
    private boolean archived;
    private int lastNumber;

    HostedRepository(
            Host host,
            long id,
            Account owner,
            String name,
            BareRepository bare,
            Optional<HostedRepository> parent) {
        this.host = host;
        this.id = id;
        this.owner = owner;
        this.name = name;
        this.bare = bare;
        this.parent = parent;
        this.checks = new Checks(host);
        this.rules = new Rulebook(host);
        if (owner.kind() == Account.Kind.PERSON) {
            collaborators.put(owner, Role.ADMIN);
        }
    }

    /** The host it is on. */
    public Host host() {
        return host;
    }

    /** Its number, which no rename changes. */
    public long id() {
        return id;
    }

    /** Whose it is. */
    public Account owner() {
        return owner;
    }

    /** Its name without the owner. */
    public String name() {
        return host.with(() -> name);
    }

    /** {@code owner/name}. */
    public String fullName() {
        return owner.login() + "/" + name();
    }

    /** Its git repository. */
    public BareRepository bare() {
        return bare;
    }

    /** What it was forked from. */
    public Optional<HostedRepository> parent() {
        return parent;
    }

    /** Its checks and statuses. */
    public Checks checks() {
        return checks;
    }

    /** Its merge queue, used by branches whose rules ask for it. */
    public MergeQueue queue() {
        return queue;
    }

    /** Gives it another name; the old one leads here. */
    public void rename(String changed) {
        host.run(
                () -> {
                    name = changed;
                    host.renamed(this);
                });
    }

    /** Makes it read-only, or no more. */
    public void archive(boolean closed) {
        host.run(() -> archived = closed);
    }

    /** Whether it is read-only. */
    public boolean archived() {
        return host.with(() -> archived);
    }

    /** Sets who sees it. */
    public void visibility(Visibility changed) {
        host.run(() -> visibility = changed);
    }

    /** Who sees it. */
    public Visibility visibility() {
        return host.with(() -> visibility);
    }

    /** Sets the default branch. */
    public void defaultBranch(String branch) {
        host.run(
                () -> {
                    defaultBranch = branch;
                    bare.setHead(branch);
                });
    }

    /** The default branch. */
    public String defaultBranch() {
        return host.with(() -> defaultBranch);
    }

    /** Gives an account a role here; NONE takes it. */
    public void collaborator(Account account, Role role) {
        host.run(() -> collaborators.put(account, role));
    }

    /** What an account may do here. */
    public Role role(Account account) {
        return host.with(
                () -> {
                    Role given = collaborators.getOrDefault(account, Role.NONE);
                    return given == Role.NONE && visibility == Visibility.PUBLIC
                            ? Role.READ
                            : given;
                });
    }

    /** Whether an account was given a role here. */
    public boolean isCollaborator(Account account) {
        return host.with(() -> collaborators.getOrDefault(account, Role.NONE) != Role.NONE);
    }

    /** Allows only these merge methods. */
    public void methods(MergeMethod... allowed) {
        host.run(
                () -> {
                    methods.clear();
                    methods.addAll(List.of(allowed));
                });
    }

    /** The merge methods that it allows. */
    public Set<MergeMethod> methods() {
        return host.with(() -> Set.copyOf(methods));
    }

    /** Makes labels. */
    public void labels(String... names) {
        host.run(() -> labels.addAll(List.of(names)));
    }

    /** The labels that there are. */
    public Set<String> labels() {
        return host.with(() -> new LinkedHashSet<>(labels));
    }

    /** Makes teams known that can be asked for reviews. */
    public void teams(String... slugs) {
        host.run(() -> teams.addAll(List.of(slugs)));
    }

    /** The teams that can be asked for reviews. */
    public Set<String> teams() {
        return host.with(() -> new LinkedHashSet<>(teams));
    }

    /** The rules of its branches. */
    public Rulebook rules() {
        return rules;
    }

    /** Sets the classic rule for branches with this name or pattern. */
    public void protect(String pattern, BranchRules wanted) {
        rules.protect(pattern, wanted);
    }

    /** Takes the classic rule away. */
    public void unprotect(String pattern) {
        rules.unprotect(pattern);
    }

    /** Adds a ruleset of the repository. */
    public Ruleset ruleset(String title, String pattern, BranchRules wanted, Role... bypass) {
        return rules.add(title, false, pattern, wanted, bypass);
    }

    /** Adds a ruleset, of the repository or of the organisation that owns it. */
    public Ruleset ruleset(
            String title,
            boolean organization,
            String pattern,
            BranchRules wanted,
            Role... bypass) {
        return rules.add(title, organization, pattern, wanted, bypass);
    }

    /** Takes a ruleset away. */
    public void removeRuleset(Ruleset ruleset) {
        rules.remove(ruleset);
    }

    /** The commit a branch is at. */
    public Optional<String> branch(String branch) {
        return bare.resolve("refs/heads/" + branch);
    }

    /**
     * Commits changed files on a branch, as a push of that account would, past all rules.
     *
     * @param branch the branch, made from the default branch when new
     * @param files texts by path; an empty text deletes
     * @return the commit
     */
    public String commit(Account by, String branch, String message, Map<String, String> files) {
        return host.with(
                () -> {
                    Optional<String> old = branch(branch);
                    List<String> parents = old.or(() -> branch(defaultBranch)).stream().toList();
                    String made = bare.commit(parents, host.signature(by), message, files);
                    push(by, branch, made);
                    return made;
                });
    }

    /** Makes a commit that stands on others and is on no branch yet. */
    public String commitOn(
            Account by, List<String> parents, String message, Map<String, String> files) {
        return host.with(() -> bare.commit(parents, host.signature(by), message, files));
    }

    /** Puts a branch at a commit, by force if need be, past all rules. */
    public void push(Account by, String branch, String sha) {
        host.run(
                () -> {
                    Optional<String> old = branch(branch);
                    bare.setRef("refs/heads/" + branch, sha);
                    Pushes.moved(this, by, branch, old, Optional.of(sha));
                });
    }

    /** Tells what a push has moved already; nothing when the branch is where it was. */
    public void pushed(Account by, String branch, Optional<String> old, Optional<String> sha) {
        host.run(() -> Pushes.moved(this, by, branch, old, sha));
    }

    /** Whether the rules of a branch let an account push to it directly. */
    public boolean mayPush(Account by, String branch) {
        return host.with(() -> MergeGate.letsPush(this, by, branch));
    }

    /** Deletes a branch, past all rules. */
    public void deleteBranch(Account by, String branch) {
        host.run(
                () -> {
                    Optional<String> old = branch(branch);
                    bare.deleteRef("refs/heads/" + branch);
                    Pushes.moved(this, by, branch, old, Optional.empty());
                });
    }

    /** Says that a commit's signature was verified. */
    public void verify(String sha) {
        host.run(() -> verified.add(sha));
    }

    boolean isVerified(String sha) {
        return verified.contains(sha);
    }

    /** Opens a pull request from a branch of this repository or of a fork. */
    public PullRequest open(
            Account author,
            HostedRepository headRepository,
            String head,
            String base,
            String title,
            String body,
            boolean draft) {
        return host.with(
                () -> {
                    Opening.check(this, headRepository, head, base, title);
                    PullRequest made =
                            new PullRequest(
                                    this,
                                    host.nextId(),
                                    ++lastNumber,
                                    author,
                                    headRepository,
                                    head,
                                    base);
                    made.begin(title, body, draft);
                    pulls.add(made);
                    return made;
                });
    }

    /** Opens a pull request from a branch of this repository. */
    public PullRequest open(Account author, String head, String base, String title) {
        return open(author, this, head, base, title, "", false);
    }

    /** All pull requests, oldest first. */
    public List<PullRequest> pulls() {
        return host.with(() -> List.copyOf(pulls));
    }

    /** The pull request with this number. */
    public Optional<PullRequest> pull(long number) {
        return host.with(() -> pulls.stream().filter(each -> each.number() == number).findFirst());
    }

    /** Reports a check that has ended. */
    public CheckRun checkRun(String sha, String check, App app, String conclusion) {
        return checks.run(sha, check, app, "completed", Optional.of(conclusion));
    }

    /** Reports a check in any state; one of the same name before it is an older run. */
    public CheckRun checkRun(
            String sha, String check, App app, String status, Optional<String> conclusion) {
        return checks.run(sha, check, app, status, conclusion);
    }

    /** Ends a check that was running. */
    public void complete(CheckRun run, String conclusion) {
        checks.complete(run, conclusion);
    }

    /** Says what a check wrote. */
    public void report(CheckRun run, CheckRun.Output output) {
        checks.write(run, output);
    }

    /** Sets a status. */
    public CommitStatus status(Account by, String sha, String context, String state) {
        return checks.status(by, sha, context, state);
    }
}
