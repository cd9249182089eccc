package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pull request. For any thread. */
public final class PullRequest {
    /** Whether it is still to be decided. */
    public enum State {
        OPEN,
        CLOSED,
        MERGED
    }

    private final HostedRepository repository;
    private final Host host;
    private final long id;
    private final int number;
    private final Account author;
    private final String headBranch;
    private final Instant createdAt;
    private final TestMerges testMerges;
    private final Talk talk;
    private final Set<String> labels = new LinkedHashSet<>();
    private final List<TimelineEvent> events = new ArrayList<>();
    private Optional<HostedRepository> headRepository;
    private String base;
    private String title = "";
    private String body = "";
    private boolean draft;
    private State state = State.OPEN;
    private String headSha = "";
    private String baseSha = "";
    private Account lastPusher;
    private Instant updatedAt;
    private Optional<Instant> closedAt = Optional.empty();
    private Optional<Account> closedBy = Optional.empty();
    private Optional<Instant> mergedAt = Optional.empty();
    private Optional<Account> mergedBy = Optional.empty();
    private Optional<String> mergeSha = Optional.empty();
    private int listingsToMiss;

    PullRequest(
            HostedRepository repository,
            long id,
            int number,
            Account author,
            HostedRepository headRepository,
            String headBranch,
            String base) {
        this.repository = repository;
        this.host = repository.host();
        this.id = id;
        this.number = number;
        this.author = author;
        this.headRepository = Optional.of(headRepository);
        this.headBranch = headBranch;
        this.base = base;
        this.lastPusher = author;
        this.createdAt = host.now();
        this.updatedAt = createdAt;
        this.testMerges = new TestMerges(this);
        this.talk = new Talk(this);
        this.listingsToMiss = host.timing().listingLag();
    }

    void begin(String firstTitle, String firstBody, boolean asDraft) {
        title = firstTitle;
        body = firstBody;
        draft = asDraft;
        headSha = headRepository.orElseThrow().branch(headBranch).orElseThrow();
        baseSha = repository.branch(base).orElseThrow();
        repository.bare().setRef("refs/pull/" + number + "/head", headSha);
    }

    /** Where it is to be merged. */
    public HostedRepository repository() {
        return repository;
    }

    /** Its number on the whole host. */
    public long id() {
        return id;
    }

    /** Its number in the repository. */
    public int number() {
        return number;
    }

    /** Who opened it. */
    public Account author() {
        return author;
    }

    /** The branch that it brings. */
    public String headBranch() {
        return headBranch;
    }

    /** Where that branch is, unless the fork was deleted. */
    public Optional<HostedRepository> headRepository() {
        return host.with(() -> headRepository);
    }

    /** Reviews, comments and threads. */
    public Talk talk() {
        return talk;
    }

    /** The branch it is to be merged into. */
    public String base() {
        return host.with(() -> base);
    }

    /** Its title. */
    public String title() {
        return host.with(() -> title);
    }

    /** Its text. */
    public String body() {
        return host.with(() -> body);
    }

    /** Whether it is not meant to be merged yet. */
    public boolean draft() {
        return host.with(() -> draft);
    }

    /** Whether it is still to be decided. */
    public State state() {
        return host.with(() -> state);
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return state() == State.OPEN;
    }

    /** The commit that it brings. */
    public String headSha() {
        return host.with(() -> headSha);
    }

    /** The commit of the base as last looked at; may be behind the branch for a while. */
    public String baseSha() {
        return host.with(() -> baseSha);
    }

    /** Who moved the head last. */
    public Account lastPusher() {
        return host.with(() -> lastPusher);
    }

    /** When it was opened. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When anything about it changed. */
    public Instant updatedAt() {
        return host.with(() -> updatedAt);
    }

    /** When it was closed or merged. */
    public Optional<Instant> closedAt() {
        return host.with(() -> closedAt);
    }

    /** Who closed or merged it. */
    public Optional<Account> closedBy() {
        return host.with(() -> closedBy);
    }

    /** When it was merged. */
    public Optional<Instant> mergedAt() {
        return host.with(() -> mergedAt);
    }

    /** Who merged it. */
    public Optional<Account> mergedBy() {
        return host.with(() -> mergedBy);
    }

    /** The commit of the base that brought it in. */
    public Optional<String> mergeSha() {
        return host.with(() -> mergeSha);
    }

    /** Its labels. */
    public Set<String> labels() {
        return host.with(() -> new LinkedHashSet<>(labels));
    }

    /** What happened to it, oldest first. */
    public List<TimelineEvent> events() {
        return host.with(() -> List.copyOf(events));
    }

    /** Whether it brings this branch. */
    public boolean isFrom(HostedRepository from, String branch) {
        return headBranch.equals(branch) && headRepository().filter(from::equals).isPresent();
    }

    /** Whether a listing shows it yet; counts the listing. */
    public boolean listed() {
        return host.with(() -> listingsToMiss == 0 || listingsToMiss-- < 0);
    }

    /** Whether it merges, as far as the host has found out; asking makes it find out. */
    public Mergeability mergeability() {
        return host.with(testMerges::look);
    }

    /** Changes its title and text. */
    public void edit(Optional<String> newTitle, Optional<String> newBody) {
        host.run(
                () -> {
                    newTitle.ifPresent(text -> title = text);
                    newBody.ifPresent(text -> body = text);
                    touch();
                });
    }

    /** Makes it a draft, or ready. */
    public void draft(boolean asDraft) {
        host.run(
                () -> {
                    draft = asDraft;
                    touch();
                });
    }

    /** Sets another base branch; one that is closed or merged keeps its own. */
    public void retarget(String branch) {
        host.run(
                () -> {
                    if (state != State.OPEN && !branch.equals(base)) {
                        throw HostRefusal.invalid(
                                "custom:Cannot change the base branch of a closed pull request.");
                    }
                    baseSha =
                            repository
                                    .branch(branch)
                                    .orElseThrow(() -> HostRefusal.invalid("invalid:base"));
                    base = branch;
                    touch();
                });
    }

    /** Adds labels, made when new. */
    public void label(String... names) {
        host.run(
                () -> {
                    repository.labels(names);
                    labels.addAll(List.of(names));
                    touch();
                });
    }

    /** Takes a label away; says whether it was there. */
    public boolean unlabel(String name) {
        return host.with(
                () -> {
                    boolean removed = labels.removeIf(name::equalsIgnoreCase);
                    touch();
                    return removed;
                });
    }

    /** Closes it without a merge. */
    public void close(Account by) {
        host.run(
                () -> {
                    if (state == State.OPEN) {
                        state = State.CLOSED;
                        closedAt = Optional.of(host.now());
                        closedBy = Optional.of(by);
                        repository.queue().left(this);
                        event(TimelineEvent.Kind.CLOSED, by, Optional.empty(), Optional.empty());
                    }
                });
    }

    /** Opens it again. */
    public void reopen(Account by) {
        host.run(
                () -> {
                    if (state != State.CLOSED) {
                        throw HostRefusal.invalid("invalid:state");
                    }
                    state = State.OPEN;
                    closedAt = Optional.empty();
                    closedBy = Optional.empty();
                    event(TimelineEvent.Kind.REOPENED, by, Optional.empty(), Optional.empty());
                });
    }

    /** Approves or refuses it, or only says something, about its present head. */
    public Review review(Account by, Review.State opinion) {
        return talk.review(by, opinion, "", headSha());
    }

    /**
     * Merges it, as the account may.
     *
     * @param expectedHead what the head must be
     * @return the commit that the base is at now
     */
    public String merge(
            Account by, MergeMethod method, Optional<String> expectedHead, Texts texts) {
        return host.with(() -> new Merging(this, by).merge(method, expectedHead, texts));
    }

    /** Merges its base into its branch, and says as which commit. */
    public String updateBranch(Account by, Optional<String> expectedHead) {
        return host.with(() -> new BaseMerge(this, by).make(expectedHead));
    }

    /** Merges it past all rules, as somebody else in another place might. */
    public String forceMerge(Account by, MergeMethod method) {
        return host.with(() -> new Merging(this, by).land(method, Texts.none()));
    }

    /** The title and text of a merge's commit, where the caller wants other than the usual. */
    public record Texts(Optional<String> title, Optional<String> message) {
        /** The usual ones. */
        public static Texts none() {
            return new Texts(Optional.empty(), Optional.empty());
        }
    }

    void headMoved(Account by, String sha) {
        String old = headSha;
        headRepository.ifPresent(from -> repository.bare().takeFrom(from.bare(), sha));
        boolean forced = !repository.bare().contains(sha, old);
        headSha = sha;
        lastPusher = by;
        repository.bare().setRef("refs/pull/" + number + "/head", sha);
        if (forced) {
            event(TimelineEvent.Kind.HEAD_FORCE_PUSHED, by, Optional.of(old), Optional.of(sha));
        }
        if (repository.rules().demand(base, BranchRules.Flag.DISMISS_STALE)) {
            talk.dismissApprovals();
        }
        repository.queue().left(this);
        touch();
    }

    void headGone(HostedRepository gone) {
        if (headRepository.filter(gone::equals).isPresent()) {
            headRepository = Optional.empty();
            touch();
        }
    }

    void baseSeen(String tip) {
        baseSha = tip;
    }

    void merged(Account by, String sha) {
        state = State.MERGED;
        mergeSha = Optional.of(sha);
        mergedAt = Optional.of(host.now());
        mergedBy = Optional.of(by);
        closedAt = mergedAt;
        closedBy = mergedBy;
        repository.queue().left(this);
        event(TimelineEvent.Kind.MERGED, by, Optional.empty(), Optional.of(sha));
    }

    void event(
            TimelineEvent.Kind kind, Account by, Optional<String> before, Optional<String> after) {
        events.add(new TimelineEvent(host.nextId(), kind, by, host.now(), before, after));
        touch();
    }

    void touch() {
        updatedAt = host.now();
    }
}
