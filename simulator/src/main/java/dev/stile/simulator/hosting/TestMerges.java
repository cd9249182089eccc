package dev.stile.simulator.hosting;

import dev.stile.simulator.hosting.repo.BareRepository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A pull request's test merges: made late, once per head and base. Guarded by the host's lock. */
final class TestMerges {
    private record Key(String head, String base) {}

    private final PullRequest pull;
    private Optional<Key> done = Optional.empty();
    private Optional<Key> asked = Optional.empty();
    private Instant askedAt = Instant.EPOCH;
    private int unknownLeft;
    private long answeredFor = -1;
    private Mergeability answer = new Mergeability(Mergeability.State.UNKNOWN, Optional.empty());

    TestMerges(PullRequest pull) {
        this.pull = pull;
    }

    Mergeability look() {
        Host host = pull.repository().host();
        Optional<String> tip = pull.repository().branch(pull.base());
        if (!pull.isOpen() || tip.isEmpty()) {
            return new Mergeability(Mergeability.State.UNKNOWN, answer.testMerge());
        }
        Key key = new Key(pull.headSha(), tip.get());
        if (done.filter(key::equals).isPresent()) {
            return answer;
        }
        if (asked.filter(key::equals).isEmpty()) {
            asked = Optional.of(key);
            askedAt = host.now();
            unknownLeft = host.timing().unknownReads();
            answeredFor = -1;
        }
        boolean sameRequest = answeredFor == host.requests();
        if (sameRequest
                || unknownLeft > 0
                || host.now().isBefore(askedAt.plus(host.timing().unknownFor()))) {
            if (!sameRequest) {
                unknownLeft--;
                answeredFor = host.requests();
            }
            return new Mergeability(Mergeability.State.UNKNOWN, answer.testMerge());
        }
        return compute(key);
    }

    private Mergeability compute(Key key) {
        BareRepository bare = pull.repository().bare();
        Optional<String> tree = bare.mergeTree(key.base(), key.head());
        Optional<String> commit = answer.testMerge();
        if (tree.isPresent()) {
            var by = pull.repository().host().signature(pull.author());
            commit =
                    Optional.of(
                            bare.commitTree(
                                    tree.get(),
                                    List.of(key.base(), key.head()),
                                    by,
                                    by,
                                    "Merge " + key.head() + " into " + key.base()));
            bare.setRef("refs/pull/" + pull.number() + "/merge", commit.get());
        }
        pull.baseSeen(key.base());
        done = Optional.of(key);
        answer =
                new Mergeability(
                        tree.isPresent()
                                ? Mergeability.State.MERGEABLE
                                : Mergeability.State.CONFLICTING,
                        commit);
        return answer;
    }
}
