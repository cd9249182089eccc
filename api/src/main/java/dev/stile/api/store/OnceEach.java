package dev.stile.api.store;

import dev.stile.api.value.Moment;
import dev.stile.api.value.RecordId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out of the pages of one listing what was delivered before. A record that changed while it
 * was listed comes again, in a later page: whoever takes both keeps the later one. Of an older
 * answer about a record that was delivered, and of all but the newest within one page, nothing is
 * seen. Remembers ids, times and hashes of versions, and no records. One thread at a time.
 */
public final class OnceEach {
    private final Map<RecordId, Delivered> delivered = new HashMap<>();

    /**
     * @param version a hash: should two versions of a record share it, the next delta brings the
     *     newer one
     * @param updatedAt in milliseconds; the beginning of time where the server says none
     */
    private record Delivered(int version, long updatedAt) {
        static Delivered of(ListedItem.Present present) {
            return new Delivered(
                    present.version().hashCode(),
                    present.record()
                            .checked(
                                    record ->
                                            new Moment(
                                                    record.meta()
                                                            .updatedAt()
                                                            .orElse(Instant.EPOCH)))
                            .at()
                            .toEpochMilli());
        }

        boolean isNews(Delivered before) {
            return version != before.version
                    && (updatedAt == 0 || before.updatedAt == 0 || updatedAt >= before.updatedAt);
        }
    }

    /** The items of the next page that are to be delivered, in order. */
    public List<ListedItem> only(List<ListedItem> items) {
        Set<RecordId> inPage = new HashSet<>();
        List<ListedItem> news = new ArrayList<>();
        for (ListedItem item : items) {
            switch (item) {
                case ListedItem.Present present -> {
                    if (isNews(present)) {
                        if (!inPage.add(present.id())) {
                            news.removeIf(older -> isPresent(older, present.id()));
                        }
                        news.add(present);
                    }
                }
                case ListedItem.Deleted(RecordId id) -> {
                    forget(id, inPage);
                    news.add(item);
                }
                case ListedItem.Moved(RecordId from, RecordId to) -> {
                    forget(from, inPage);
                    news.add(item);
                }
                case ListedItem.Unreadable unreadable -> news.add(unreadable);
            }
        }
        return List.copyOf(news);
    }

    private static boolean isPresent(ListedItem item, RecordId id) {
        return item instanceof ListedItem.Present present && present.id().equals(id);
    }

    private boolean isNews(ListedItem.Present present) {
        Delivered now = Delivered.of(present);
        Delivered before = delivered.putIfAbsent(present.id(), now);
        if (before != null && now.isNews(before)) {
            delivered.put(present.id(), now);
            return true;
        }
        return before == null;
    }

    /** What is gone may come back as it was. */
    private void forget(RecordId id, Set<RecordId> inPage) {
        delivered.remove(id);
        inPage.remove(id);
    }
}
