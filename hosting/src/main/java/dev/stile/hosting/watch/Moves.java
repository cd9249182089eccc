package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.plan.MergeJournal;
import dev.stile.hosting.service.FormerNames;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A repository that its host calls otherwise now: what is kept under its old name goes to the new
 * one, in one commit.
 */
final class Moves {
    private static final int MOST = 10_000;

    private final Holding holding;
    private final Looks looks;
    private final WatchTable table = new WatchTable();

    Moves(Holding holding, Looks looks) {
        this.holding = holding;
        this.looks = looks;
    }

    /**
     * Whether it is called otherwise from now on, and is due under that name. Not so if nothing
     * moved, or if a merge is under way there, which is settled under the name that it was planned
     * with; and while another look at the repository is under way, which stores under the old name,
     * the next one follows.
     */
    boolean follow(Watched watched, RepoRef now) {
        RepoRef before = watched.pr().repo();
        return !now.isSameAs(before)
                && now.host().equals(before.host())
                && looks.alone(before, now, () -> move(watched, before, now)).orElse(false);
    }

    private boolean move(Watched watched, RepoRef before, RepoRef now) {
        if (isMerging(before)) {
            return false;
        }
        PrRef renamed = new PrRef(now, watched.pr().prNumber());
        Instant due = holding.parts().clock().instant();
        holding.commit(
                transaction -> {
                    FormerNames.move(transaction, holding.connection(), before, now);
                    watches(transaction, before).forEach(each -> move(transaction, each, now));
                    table.find(transaction, holding.connection(), renamed)
                            .ifPresent(each -> table.put(transaction, each.later(due)));
                    holding.parts()
                            .audit()
                            .append(
                                    transaction,
                                    AuditRow.point(
                                            holding.entry(AuditVerb.HOST_WATCH)
                                                    .container(before.path())
                                                    .target(renamed.toString())
                                                    .outcome("repo_moved")
                                                    .reason("it is now " + now.path())));
                });
        return true;
    }

    /** What was watched under both names goes on as the one that was looked at. */
    private void move(Transaction transaction, Watched each, RepoRef now) {
        PrRef renamed = new PrRef(now, each.pr().prNumber());
        Optional<Watched> there = table.find(transaction, each.connection(), renamed);
        table.remove(transaction, each.connection(), each.pr());
        if (there.filter(other -> !other.facts().isEmpty()).isEmpty()) {
            table.put(transaction, each.named(renamed));
        }
    }

    private List<Watched> watches(Transaction transaction, RepoRef repo) {
        return table.all(transaction, holding.connection(), MOST).stream()
                .filter(each -> each.pr().repo().isSameAs(repo))
                .toList();
    }

    private boolean isMerging(RepoRef repo) {
        MergeJournal merges = holding.parts().merges();
        return holding
                .parts()
                .database()
                .read(Holding.soon(), transaction -> watches(transaction, repo))
                .stream()
                .anyMatch(
                        each ->
                                each.state().isUnsettled()
                                        || merges.unsent(each.connection(), each.pr()).isPresent()
                                        || !merges.open(each.connection(), each.pr()).isEmpty());
    }
}
