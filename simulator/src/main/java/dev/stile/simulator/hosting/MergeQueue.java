package dev.stile.simulator.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A queue of pull requests that are merged one after the other, each when its own merge with the
 * base has passed its checks. Moves only when it is told to. For any thread.
 */
public final class MergeQueue {
    private final HostedRepository repository;
    private final List<QueueEntry> entries = new ArrayList<>();

    MergeQueue(HostedRepository repository) {
        this.repository = repository;
    }

    /**
     * Puts a pull request at the end.
     *
     * @param expectedHead what its head must be
     */
    public QueueEntry enqueue(PullRequest pull, Account by, Optional<String> expectedHead) {
        return repository
                .host()
                .with(
                        () -> {
                            check(pull, by, expectedHead);
                            QueueEntry made =
                                    new QueueEntry(
                                            repository.host().nextId(),
                                            pull,
                                            by,
                                            pull.headSha(),
                                            repository.host().now(),
                                            QueueEntry.State.QUEUED,
                                            Optional.empty());
                            entries.add(made);
                            pull.touch();
                            return made;
                        });
    }

    private void check(PullRequest pull, Account by, Optional<String> expectedHead) {
        if (!repository.rules().demand(pull.base(), BranchRules.Flag.MERGE_QUEUE)) {
            throw HostRefusal.invalid("The merge queue is not enabled for this branch");
        }
        if (!pull.isOpen() || pull.draft()) {
            throw HostRefusal.invalid("Pull request is not in a mergeable state");
        }
        if (expectedHead.filter(sha -> !sha.equals(pull.headSha())).isPresent()) {
            throw HostRefusal.invalid(
                    "The head commit has been changed since the request was made");
        }
        if (entry(pull).isPresent()) {
            throw HostRefusal.invalid("Pull request is already in the queue");
        }
        new MergeGate(pull)
                .unmetFor(by, Optional.empty()).stream()
                        .filter(each -> each.reason() != MergeGate.Reason.QUEUE)
                        .findFirst()
                        .ifPresent(
                                each -> {
                                    throw HostRefusal.invalid(each.message());
                                });
    }

    /** The entry of a pull request. */
    public Optional<QueueEntry> entry(PullRequest pull) {
        return repository
                .host()
                .with(() -> entries.stream().filter(each -> each.pull() == pull).findFirst());
    }

    /** The place of an entry, from 1. */
    public int position(QueueEntry entry) {
        return repository
                .host()
                .with(
                        () ->
                                1
                                        + (int)
                                                entries.stream()
                                                        .filter(
                                                                each ->
                                                                        each.pull()
                                                                                .base()
                                                                                .equals(
                                                                                        entry.pull()
                                                                                                .base()))
                                                        .takeWhile(each -> each.id() != entry.id())
                                                        .count());
    }

    /**
     * Makes the merge that an entry's checks run on.
     *
     * @return its commit
     */
    public String start(PullRequest pull) {
        return repository
                .host()
                .with(
                        () -> {
                            QueueEntry entry = entry(pull).orElseThrow();
                            String base = repository.branch(pull.base()).orElseThrow();
                            String group =
                                    new Merging(pull, entry.enqueuer())
                                            .mergeCommit(base, PullRequest.Texts.none());
                            repository
                                    .bare()
                                    .setRef(
                                            "refs/heads/gh-readonly-queue/"
                                                    + pull.base()
                                                    + "/pr-"
                                                    + pull.number()
                                                    + "-"
                                                    + base,
                                            group);
                            replace(entry.in(QueueEntry.State.AWAITING_CHECKS, Optional.of(group)));
                            return group;
                        });
    }

    /** Merges an entry, its checks having passed. */
    public String finish(PullRequest pull) {
        return repository
                .host()
                .with(
                        () -> {
                            String group =
                                    entry(pull)
                                            .orElseThrow()
                                            .groupSha()
                                            .orElseGet(() -> start(pull));
                            QueueEntry entry = entry(pull).orElseThrow();
                            String base = repository.branch(pull.base()).orElseThrow();
                            new Merging(pull, entry.enqueuer()).land(base, group);
                            return group;
                        });
    }

    /** Puts a pull request out of the queue, not merged. */
    public void remove(PullRequest pull, Account by) {
        repository
                .host()
                .run(
                        () -> {
                            left(pull);
                            pull.event(
                                    TimelineEvent.Kind.REMOVED_FROM_QUEUE,
                                    by,
                                    Optional.empty(),
                                    Optional.empty());
                        });
    }

    void left(PullRequest pull) {
        entries.removeIf(each -> each.pull() == pull);
    }

    // A group that stands on an old base is made anew.
    void baseMoved(String branch, String tip) {
        entries.replaceAll(
                each ->
                        each.pull().base().equals(branch)
                                        && each.groupSha()
                                                .filter(
                                                        group ->
                                                                !repository
                                                                        .bare()
                                                                        .contains(group, tip))
                                                .isPresent()
                                ? each.in(QueueEntry.State.QUEUED, Optional.empty())
                                : each);
    }

    private void replace(QueueEntry changed) {
        entries.replaceAll(each -> each.id() == changed.id() ? changed : each);
    }
}
