package dev.stile.api.record;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What records of one project look like and what may be written.
 *
 * @param root root folder of the records, as {@code rootCollectionName()}
 * @param fields every field, {@link FieldRef#TITLE} and {@link FieldRef#BODY} included, in a stable
 *     order
 * @param statuses every status with its category
 * @param bodyFormat how texts are written
 * @param pageSize records in one page of a listing
 * @param timeGranularity the smallest step of {@code updatedAt}
 * @param overlap how far before its cursor a delta starts
 * @param idsAreCaseSensitive whether {@code A-1} and {@code a-1} may be two records
 * @param comments what may be done with comments
 * @param attachmentsOffered whether records can have attachments
 * @param listingLag how long after a write its answer is trusted over what listings say: zero where
 *     listings show at once what was written
 */
public record RecordSchema(
        String root,
        List<FieldSchema> fields,
        List<Status> statuses,
        BodyFormat bodyFormat,
        int pageSize,
        Duration timeGranularity,
        Duration overlap,
        boolean idsAreCaseSensitive,
        CommentRules comments,
        boolean attachmentsOffered,
        Duration listingLag) {
    /** How the texts of a record are written. */
    public enum BodyFormat {
        MARKDOWN,
        /** Some other plain notation of the vendor, kept as written. */
        VENDOR_TEXT
    }

    /** What may be done with comments. */
    public enum CommentRules {
        NONE,
        READ_ONLY,
        ADD,
        ADD_AND_CHANGE_OWN,
        ADD_AND_CHANGE_ALL
    }

    public RecordSchema {
        if (!root.matches("[a-z]{1,20}")) {
            throw new IllegalArgumentException("a root collection is 1 to 20 of a-z");
        }
        fields = List.copyOf(fields);
        statuses = List.copyOf(statuses);
        if (listingLag.isNegative()) {
            throw new IllegalArgumentException("a lag is not negative");
        }
        Set<FieldRef> seen = new HashSet<>();
        for (FieldSchema field : fields) {
            if (!seen.add(field.field())) {
                throw new IllegalArgumentException("a schema names " + field.field() + " once");
            }
        }
    }

    /**
     * A schema of the plainest kind: Markdown, times to the millisecond, ids without case, and
     * neither comments nor attachments.
     */
    public static RecordSchema plain(
            String root, List<FieldSchema> fields, List<Status> statuses, int pageSize) {
        return new RecordSchema(
                root,
                fields,
                statuses,
                BodyFormat.MARKDOWN,
                pageSize,
                Duration.ofMillis(1),
                Duration.ZERO,
                false,
                CommentRules.NONE,
                false);
    }

    /** A schema of a server whose listings show at once what was written. */
    public RecordSchema(
            String root,
            List<FieldSchema> fields,
            List<Status> statuses,
            BodyFormat bodyFormat,
            int pageSize,
            Duration timeGranularity,
            Duration overlap,
            boolean idsAreCaseSensitive,
            CommentRules comments,
            boolean attachmentsOffered) {
        this(
                root,
                fields,
                statuses,
                bodyFormat,
                pageSize,
                timeGranularity,
                overlap,
                idsAreCaseSensitive,
                comments,
                attachmentsOffered,
                Duration.ZERO);
    }

    /**
     * The same of a server whose listings show a write only after some time. Its deltas start that
     * much earlier, as {@code overlap} says.
     */
    public RecordSchema lagging(Duration lag) {
        return new RecordSchema(
                root,
                fields,
                statuses,
                bodyFormat,
                pageSize,
                timeGranularity,
                overlap,
                idsAreCaseSensitive,
                comments,
                attachmentsOffered,
                lag);
    }

    /** The schema of one field. */
    public Optional<FieldSchema> field(FieldRef ref) {
        return fields.stream().filter(field -> field.field().equals(ref)).findFirst();
    }

    /** The category of a status, unknown where the schema does not list it. */
    public StatusCategory category(String statusName) {
        return statuses.stream()
                .filter(status -> status.name().equals(statusName))
                .map(Status::category)
                .findFirst()
                .orElse(StatusCategory.UNKNOWN);
    }
}
