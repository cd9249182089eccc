package dev.stile.git.mirror;

import dev.stile.api.value.Cursor;
import dev.stile.git.process.ObjectId;

import java.util.Optional;

/**
 * A commit whose rows are stored and whose ref may not have moved yet. Whoever finds it finishes
 * it.
 *
 * @param parent where main was
 * @param commit where main goes
 * @param cursor what the next delta continues from, once main is there
 */
record Pending(Optional<ObjectId> parent, ObjectId commit, Optional<Cursor> cursor) {
    /** One line: parent or {@code -}, commit, cursor. */
    String stored() {
        return parent.map(ObjectId::toString).orElse("-")
                + ' '
                + commit
                + ' '
                + cursor.map(Cursor::text).orElse("");
    }

    static Pending ofStored(String stored) {
        String[] parts = stored.split(" ", 3);
        return new Pending(
                parts[0].equals("-") ? Optional.empty() : Optional.of(ObjectId.parse(parts[0])),
                ObjectId.parse(parts[1]),
                parts[2].isEmpty() ? Optional.empty() : Optional.of(new Cursor(parts[2])));
    }
}
