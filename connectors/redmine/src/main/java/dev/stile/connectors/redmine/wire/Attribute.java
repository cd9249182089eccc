package dev.stile.connectors.redmine.wire;

import dev.stile.api.record.FieldRef;

import java.util.Arrays;
import java.util.Optional;

/**
 * The standard fields of an issue: their names in files, in an issue's JSON, in a write, in the
 * journal and, in English, in an error message. Source: {@code app/views/issues/show.api.rsb} and
 * {@code safe_attributes} of Redmine 5.0.4, and recorded answers.
 */
public enum Attribute {
    SUBJECT("title", false, "subject", "subject", "subject", "Subject"),
    DESCRIPTION("body", false, "description", "description", "description", "Description"),
    TRACKER("type", false, "tracker", "tracker_id", "tracker_id", "Tracker"),
    STATUS("status", false, "status", "status_id", "status_id", "Status"),
    PRIORITY("priority", false, "priority", "priority_id", "priority_id", "Priority"),
    ASSIGNED_TO("assignees", false, "assigned_to", "assigned_to_id", "assigned_to_id", "Assignee"),
    PARENT("parent", false, "parent", "parent_issue_id", "parent_id", "Parent task"),
    DUE_DATE("due", false, "due_date", "due_date", "due_date", "Due date"),
    CATEGORY("category", true, "category", "category_id", "category_id", "Category"),
    FIXED_VERSION(
            "fixed_version",
            true,
            "fixed_version",
            "fixed_version_id",
            "fixed_version_id",
            "Target version"),
    START_DATE("start_date", true, "start_date", "start_date", "start_date", "Start date"),
    DONE_RATIO("done_ratio", true, "done_ratio", "done_ratio", "done_ratio", "% Done"),
    ESTIMATED_HOURS(
            "estimated_hours",
            true,
            "estimated_hours",
            "estimated_hours",
            "estimated_hours",
            "Estimated time"),
    IS_PRIVATE("is_private", true, "is_private", "is_private", "is_private", "Private");

    private final String key;
    private final boolean extension;
    private final String read;
    private final String written;
    private final String journaled;
    private final String caption;

    Attribute(
            String key,
            boolean extension,
            String read,
            String written,
            String journaled,
            String caption) {
        this.key = key;
        this.extension = extension;
        this.read = read;
        this.written = written;
        this.journaled = journaled;
        this.caption = caption;
    }

    public FieldRef field() {
        return new FieldRef(key, extension);
    }

    /** Its member in an issue's JSON. */
    public String read() {
        return read;
    }

    /** Its member in the body of a write, and in a tracker's {@code enabled_standard_fields}. */
    public String written() {
        return written;
    }

    String journaled() {
        return journaled;
    }

    /** How English error messages begin that are about it. */
    public String caption() {
        return caption;
    }

    public static Optional<Attribute> of(FieldRef field) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.field().equals(field))
                .findFirst();
    }

    /** The attribute whose key under {@code fields:} this is. */
    static Optional<Attribute> ofKey(String key) {
        return of(FieldRef.extension(key));
    }
}
