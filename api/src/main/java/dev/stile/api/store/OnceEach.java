package dev.stile.api.store;

import dev.stile.api.value.RecordId;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves out records that were delivered before. Remembers ids only. */
final class OnceEach {
    private final Set<RecordId> delivered = new HashSet<>();

    List<ListedItem> only(List<ListedItem> items) {
        return items.stream().filter(this::isFirst).toList();
    }

    private boolean isFirst(ListedItem item) {
        return switch (item) {
            case ListedItem.Present present -> delivered.add(present.id());
            case ListedItem.Deleted deleted -> true;
            case ListedItem.Moved moved -> true;
            case ListedItem.Unreadable unreadable -> true;
        };
    }
}
