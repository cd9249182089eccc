package dev.stile.core.change;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.store.ListedItem;
import dev.stile.api.value.RecordId;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which records of one look could not be read by themselves. One that cannot keeps no other from
 * being read; what concerns the whole account is thrown. For one thread.
 */
final class Unread {
    /** A server that gave no answer so often, and none between, is not asked for more. */
    private static final int UNANSWERED = 3;

    private final Set<RecordId> left = new HashSet<>();
    private Optional<ConnectorException> trouble = Optional.empty();
    private boolean isForNow;
    private int unansweredInARow;

    /**
     * Reads one record, unless nobody answers.
     *
     * @return whether it was read
     */
    boolean isRead(RecordId id, Runnable read) {
        if (unansweredInARow < UNANSWERED && isRead(read)) {
            return true;
        }
        left.add(id);
        return false;
    }

    private boolean isRead(Runnable read) {
        try {
            read.run();
            unansweredInARow = 0;
            return true;
        } catch (Auth | RateLimited ofTheAccount) {
            throw ofTheAccount;
        } catch (Unavailable | Timeout unanswered) {
            unansweredInARow++;
            isForNow = true;
            trouble = trouble.or(() -> Optional.of(unanswered));
            return false;
        } catch (ConnectorException ofThisOne) {
            trouble = trouble.or(() -> Optional.of(ofThisOne));
            return false;
        }
    }

    /** Whether a record was to be read and could not. */
    boolean isLeft(ListedItem item) {
        return item instanceof ListedItem.Present present && left.contains(present.id());
    }

    /** Whether some may be read once the server answers: nobody said that they cannot be. */
    boolean isForNow() {
        return isForNow;
    }

    /** Why the first that could not be read could not. */
    Optional<ConnectorException> trouble() {
        return trouble;
    }
}
