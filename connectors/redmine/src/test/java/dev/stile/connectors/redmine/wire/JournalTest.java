package dev.stile.connectors.redmine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.connectors.redmine.support.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class JournalTest {
    private static final JsonView WRITTEN = Recorded.view("issue-after-write.json").field("issue");
    private static final Vocabulary WORDS =
            new Vocabulary(1, new TreeMap<>(), new TreeMap<>()).learning(List.of(WRITTEN));
    private static final List<FieldRef> FIELDS =
            List.of(
                    FieldRef.TITLE,
                    FieldRef.BODY,
                    FieldRef.DUE,
                    FieldRef.PARENT,
                    FieldRef.extension("customer"));

    @Test
    void nothingIsOverwrittenWhenTheJournalStartsFromWhatWasChecked() {
        assertThat(Journal.overwritten(checked("t5"), WRITTEN, FIELDS, WORDS)).isEmpty();
    }

    @Test
    void aValueThatTheCheckHadNotSeenWasOverwritten() {
        assertThat(Journal.overwritten(checked("what the check saw"), WRITTEN, FIELDS, WORDS))
                .containsExactly(Map.entry(FieldRef.TITLE, "t5"));
    }

    @Test
    void anOldEntryOfAFieldThatDidNotChangeMeansNothing() {
        assertThat(Journal.overwritten(checked("s2"), WRITTEN, FIELDS, WORDS)).isEmpty();
    }

    private static JsonView checked(String subject) {
        return Recorded.parse(
                """
                {"id":5,"subject":"%s","description":null,"due_date":null,"done_ratio":0,"estimated_hours":null,
                "custom_fields":[{"id":1,"name":"Customer","value":null}]}
                """
                        .formatted(subject));
    }
}
