package dev.stile.hosting.watch;

import dev.stile.api.hosting.RepoRef;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who merges in a repository: one look at a time, from its decision to the answer, since each merge
 * moves the base that the others were decided on. Nobody waits here: whoever gets no turn looks
 * again. Any thread may call.
 */
final class MergeTurns {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Long> ended = new HashMap<>();

    /** A look at a repository that may come to a merge; begins before its snapshot is read. */
    synchronized Claim claim(RepoRef repo) {
        return new Claim(repo.key(), ended(repo.key()));
    }

    private long ended(String repo) {
        return ended.getOrDefault(repo, 0L);
    }

    /** Of one look. For one thread. */
    final class Claim implements AutoCloseable {
        private final String repo;
        private final long before;
        private boolean isOurs;

        private Claim(String repo, long before) {
            this.repo = repo;
            this.before = before;
        }

        /**
         * Takes the turn, until this is closed. May be repeated.
         *
         * @return false if another look has it, or had it since this one began: the snapshot may
         *     show the base as it was before
         */
        boolean take() {
            synchronized (MergeTurns.this) {
                isOurs = isOurs || (ended(repo) == before && taken.add(repo));
                return isOurs;
            }
        }

        @Override
        public void close() {
            synchronized (MergeTurns.this) {
                if (isOurs) {
                    isOurs = false;
                    taken.remove(repo);
                    ended.merge(repo, 1L, Long::sum);
                }
            }
        }
    }
}
