package dev.stile.connectors.redmine.wire;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.StatusCategory;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one must know of a project to read its issues: an issue's JSON says neither what its status
 * means nor what its custom fields hold.
 *
 * @param project the project's own numeric id
 * @param statuses category of each status, by status id
 * @param fields custom fields by id
 */
public record Vocabulary(
        long project,
        SortedMap<Long, StatusCategory> statuses,
        SortedMap<Long, CustomField> fields) {
    public Vocabulary {
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    public StatusCategory category(long status) {
        return statuses.getOrDefault(status, StatusCategory.UNKNOWN);
    }

    public Optional<CustomField> field(FieldRef ref) {
        return fields.values().stream().filter(field -> field.ref().equals(ref)).findFirst();
    }

    /**
     * The same, with every custom field that these issues show and that was not known; such a field
     * is text.
     */
    public Vocabulary learning(List<JsonView> issues) {
        SortedMap<Long, CustomField> more = new TreeMap<>(fields);
        for (JsonView issue : issues) {
            for (JsonView shown : shownFields(issue)) {
                long id = shown.field("id").whole();
                if (!more.containsKey(id)) {
                    boolean multiple = shown.find("multiple").map(JsonView::flag).orElse(false);
                    String key = FieldKeys.of(shown.field("name").text(), id, keys(more));
                    more.put(id, new CustomField(id, key, CustomField.Kind.TEXT, multiple));
                }
            }
        }
        return more.size() == fields.size() ? this : new Vocabulary(project, statuses, more);
    }

    /** The same, with fields as an administrator sees them: {@code custom_fields.json}. */
    public Vocabulary describing(List<JsonView> customFields) {
        SortedMap<Long, CustomField> more = new TreeMap<>(fields);
        for (JsonView described : customFields) {
            if (described.find("customized_type").map(JsonView::text).orElse("").equals("issue")) {
                long id = described.field("id").whole();
                more.put(
                        id,
                        new CustomField(
                                id,
                                FieldKeys.of(described.field("name").text(), id, keys(more)),
                                CustomField.Kind.ofFormat(described.field("field_format").text()),
                                described.find("multiple").map(JsonView::flag).orElse(false)));
            }
        }
        return new Vocabulary(project, statuses, more);
    }

    /**
     * The custom fields of an issue, or none where the member is missing: an issue without any has
     * no such member.
     */
    static List<JsonView> shownFields(JsonView issue) {
        return issue.find("custom_fields").map(JsonView::items).orElse(List.of());
    }

    private static Set<String> keys(SortedMap<Long, CustomField> fields) {
        Set<String> keys = new HashSet<>();
        fields.values().forEach(field -> keys.add(field.key()));
        return keys;
    }
}
