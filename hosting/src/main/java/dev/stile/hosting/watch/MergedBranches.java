package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.BranchDeletion;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.value.Sha;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.effect.Effect;
import dev.stile.hosting.plan.MergeJournal;
import dev.stile.hosting.proof.Proof;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Deletes the branch of a merge of ours once that is proven, where the settings say so, and never
 * twice: what was begun is settled and not sent again. What stands against it keeps the branch, and
 * is in a row. The merge is told afterwards, so that an end of the process in between repeats this.
 * For one thread.
 */
final class MergedBranches {
    /**
     * Longest that the merge is not told yet: a limit that ends later keeps the branch, and so does
     * a host that answers each deletion for so long that it cannot.
     */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Holding holding;
    private final GitHost host;

    MergedBranches(Holding holding, GitHost host) {
        this.holding = holding;
        this.host = host;
    }

    /**
     * @return when to look again before the merge is told; empty if nothing more is to be done
     * @throws Auth if the credentials are refused: nothing was sent
     */
    Optional<Instant> after(PRStatus merged, Proof proof, Judge judge) {
        if (!merges().deletesBranch(holding.connection(), merged.pr(), merged.headSha())) {
            return Optional.empty();
        }
        boolean begun = merges().mayHaveDeleted(holding.connection(), merged.pr());
        if (!begun && !judge.deletesBranch()) {
            return kept(merged, "the settings do not ask for it any more");
        }
        if (!begun && merged.isMergedByAnother()) {
            return kept(merged, "somebody else merged it");
        }
        if (!begun && !isProven(proof)) {
            return kept(merged, "not proven: " + proof.verdict().word() + " " + proof.why());
        }
        try {
            if (begun) {
                return settle(merged);
            }
            if (!holding.isOn() || !holding.isHeld()) {
                // Whoever looks at it once it may be used again, or has the lease then, goes on.
                return Optional.of(now().plus(SOON));
            }
            return delete(merged);
        } catch (RateLimited limited) {
            return limited.until().isBefore(now().plus(PATIENCE)) && !isLate(merged)
                    ? Optional.of(limited.until())
                    : kept(merged, limited.code());
        }
    }

    private Instant now() {
        return holding.parts().clock().instant();
    }

    private Optional<Instant> kept(PRStatus merged, String why) {
        say(merged, "kept", why);
        return Optional.empty();
    }

    private MergeJournal merges() {
        return holding.parts().merges();
    }

    /** Somebody may have put the branch back since: nothing is sent. */
    private Optional<Instant> settle(PRStatus merged) {
        List<Effect> open = merges().openDeletions(holding.connection(), merged.pr());
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Instant asked = now();
        Optional<Sha> tip;
        try {
            tip = host.beside().branchTip(merged.pr().repo(), merged.headBranch(), holding.call());
        } catch (Auth passing) {
            throw passing;
        } catch (Unavailable | Timeout | Malformed passing) {
            if (!isLate(merged)) {
                throw passing;
            }
            say(merged, "unknown", passing.headline());
            return Optional.empty();
        } catch (StileException unreadable) {
            // A long limit too: what became of it stays open until somebody asks.
            say(merged, "unknown", unreadable.headline());
            return Optional.empty();
        }
        Instant over =
                open.stream()
                        .map(each -> StillUnderWay.USUAL.over(each.updated()))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        if (tip.equals(Optional.of(merged.headSha())) && !asked.isAfter(over)) {
            return Optional.of(over.plus(SOON));
        }
        holding.commit(
                transaction ->
                        merges().settleDeletions(transaction, open, tip, asked, row(merged)));
        tip.ifPresent(
                at -> {
                    if (at.equals(merged.headSha())) {
                        say(merged, "kept", "the host did not do it; it is not sent again");
                    } else {
                        say(merged, "unknown", "it is at another commit by now");
                    }
                });
        return Optional.empty();
    }

    /** Whether it was first tried so long ago that the merge is told without it. */
    private boolean isLate(PRStatus merged) {
        return merges().firstDeletion(holding.connection(), merged.pr())
                .filter(first -> now().isAfter(first.plus(PATIENCE)))
                .isPresent();
    }

    private static boolean isProven(Proof proof) {
        return switch (proof.verdict()) {
            case TESTED, MERGED_AS_REVIEWED -> !proof.isAlarm();
            case MISMATCH, UNPROVEN -> false;
        };
    }

    private Optional<Instant> delete(PRStatus merged) {
        try {
            switch (host.beside()
                    .deleteBranch(
                            merged.pr(),
                            merged.headSha(),
                            StillDue.write(holding),
                            holding.write())) {
                case BranchDeletion.Deleted deleted -> say(merged, "deleted", "");
                case BranchDeletion.Gone gone -> say(merged, "gone", "");
                case BranchDeletion.Kept(BranchDeletion.Why why) ->
                        say(merged, "kept", why.name().toLowerCase(Locale.ROOT));
            }
        } catch (Auth | RateLimited passing) {
            throw passing;
        } catch (Unavailable | Timeout passing) {
            // Nothing was sent: it is tried again, each time after twice as long.
            Optional<Instant> first = merges().firstDeletion(holding.connection(), merged.pr());
            if (first.isEmpty()) {
                throw passing;
            }
            if (!isLate(merged)) {
                Duration tried = Duration.between(first.get(), now());
                return Optional.of(now().plus(tried.compareTo(AGAIN) > 0 ? tried : AGAIN));
            }
            say(merged, "kept", passing.code());
        } catch (StileException failed) {
            if (failed.leftNothing()) {
                say(merged, "kept", failed.code());
            } else {
                say(merged, "unknown", failed.headline());
            }
        }
        return Optional.empty();
    }

    private void say(PRStatus merged, String outcome, String why) {
        holding.commit(
                transaction ->
                        holding.parts()
                                .audit()
                                .append(
                                        transaction,
                                        AuditRow.point(
                                                row(merged).outcome(outcome).reason(why.strip()))));
    }

    private AuditEntry row(PRStatus merged) {
        return holding.entry(AuditVerb.HOST_DELETE)
                .container(merged.pr().repo().path())
                .target(merged.pr().toString())
                .ref("branch", merged.headBranch().text());
    }
}
