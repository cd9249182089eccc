package dev.stile.api.event;

import dev.stile.api.value.EventId;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

/**
 * How the events about a record are called. A receipt of the same name tells that an event is the
 * echo of our own write.
 */
public final class RecordEventId {
    private static final int LONGEST = 500;

    private RecordEventId() {}

    /** One version of a record: {@code demo/7@v12}. */
    public static EventId of(ProjectRef project, RecordId record, Version version) {
        return cut(project.text() + "/" + record.text() + "@" + version.text());
    }

    /** More than one thing happened in that version. */
    public static EventId of(ProjectRef project, RecordId record, Version version, String what) {
        return cut(project.text() + "/" + record.text() + "@" + version.text() + "#" + what);
    }

    /** One version of a comment: {@code demo/7#31@v1}. An edit is a new occurrence. */
    public static EventId commented(
            ProjectRef project, RecordId record, RecordId comment, Version version) {
        return cut(
                project.text() + "/" + record.text() + "#" + comment.text() + "@" + version.text());
    }

    /** The end of a record. */
    public static EventId deleted(ProjectRef project, RecordId record) {
        return cut(project.text() + "/" + record.text() + "@deleted");
    }

    /** Its end tells names apart, so that is what stays. */
    private static EventId cut(String text) {
        if (text.length() <= LONGEST) {
            return new EventId(text);
        }
        int from = text.length() - LONGEST;
        return new EventId(
                text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from));
    }
}
