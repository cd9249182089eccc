package dev.stile.hosting.watch;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.hosting.people.Pin;
import dev.stile.hosting.policy.GitFindings;
import dev.stile.hosting.policy.Lineage;
import dev.stile.hosting.proof.Proof;

import java.util.List;
import java.util.Optional;

/** The connections whose pull requests are watched. Any thread may call. */
public interface HostSource {
    /** Slugs of all of them. */
    List<String> connections();

    /**
     * Whether a connection may be used by itself: it is there, nobody switched it off, and it is
     * not known to be down. Asked before each look and each write.
     */
    boolean isOn(String connection);

    /**
     * The host of a connection, ready. The same while nothing changes; what changes ends no use of
     * the one before.
     *
     * @throws dev.stile.api.error.StileException if it cannot be opened now
     */
    InUse use(String connection);

    /** A use of a host. Closed once, by any thread. */
    interface InUse extends AutoCloseable {
        GitHost host();

        /** Of the connection that it was opened for; it may have changed since. */
        long version();

        /** One more use of the same host, begun before this one ends. */
        InUse again();

        @Override
        void close();
    }

    /** Counts the changes of a connection: a new secret is one. */
    long version(String connection);

    /** What looks at a connection's pull requests are paid from. */
    Budget budget(String connection);

    /** Where its looks go beside those of others to the same host. */
    Lane lane(String connection);

    /** The policy for a pull request of a connection. */
    Judge judge(String connection, PrRef pr);

    /**
     * Binds handles to accounts, before a decision that leans on them is acted on.
     *
     * @return whether each is bound to that account now
     */
    boolean pin(List<Pin> pins);

    /**
     * Proves what landed, with git alone. Blocks while our copy of the repository is in use, and
     * then while git fetches, for two minutes each at the most; what could not be fetched is not
     * proven.
     *
     * @throws dev.stile.api.error.StileException if nobody could look: nothing is known yet
     */
    Proof proof(String connection, PRStatus merged);

    /**
     * What git says of an open one, for the policy; blocks as long.
     *
     * @param before what it said of this head until now
     * @return empty if it could not be fetched
     */
    Optional<GitFindings> findings(
            String connection, PRStatus open, Optional<GitFindings> before, Lineage lineage);

    /** Requests made so far for a connection; what a call cost is the difference. */
    long requests(String connection);
}
