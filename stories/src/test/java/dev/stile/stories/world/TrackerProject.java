package dev.stile.stories.world;

import java.util.List;
import java.util.Optional;

/**
 * One project on a tracker, and what somebody else does to it by the tracker's own API: nothing
 * here goes through Stile.
 */
public interface TrackerProject {
    String slug();

    /** Somebody else makes a record; its id. */
    String add(String title);

    /** Somebody else gives a record another title. */
    void retitle(String id, String title);

    /** Somebody else writes another text. */
    void rewrite(String id, String body);

    /** Somebody else deletes a record. */
    void delete(String id);

    /** All records of now, oldest first. */
    List<RecordNow> records();

    default Optional<RecordNow> recordNow(String id) {
        return records().stream().filter(record -> record.id().equals(id)).findFirst();
    }

    default List<String> titles() {
        return records().stream().map(RecordNow::title).toList();
    }

    default String titleNow(String id) {
        return recordNow(id).map(RecordNow::title).orElse("(deleted)");
    }
}
