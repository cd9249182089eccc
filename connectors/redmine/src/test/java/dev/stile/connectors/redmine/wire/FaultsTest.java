package dev.stile.connectors.redmine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.connectors.redmine.support.Recorded;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.TreeMap;

/** Sentences that a real server answered with status 422. */
@Proves("TR-51")
final class FaultsTest {
    private static final Vocabulary WORDS =
            new Vocabulary(1, new TreeMap<>(), new TreeMap<>())
                    .describing(Recorded.view("custom-fields.json").field("custom_fields").items());

    @ParameterizedTest
    @CsvSource({
        "Subject cannot be blank, title",
        "Subject is too long (maximum is 255 characters), title",
        "Priority cannot be blank, priority",
        "Target version is not included in the list, fields.fixed_version",
        "Category is not included in the list, fields.category",
        "Assignee is invalid, assignees",
        "Parent task is invalid, parent",
        "% Done is not included in the list, fields.done_ratio",
        "Estimated time is invalid, fields.estimated_hours",
        "Start date is not a valid date, fields.start_date",
        "Due date must be greater than start date, due",
        "Points is not a number, fields.points",
        "Seen on is not a valid date, fields.seen_on",
        "Severity is not included in the list, fields.severity",
    })
    void aSentenceNamesItsField(String sentence, String field) {
        assertThat(
                        Faults.first(Recorded.parse("{\"errors\":[\"" + sentence + "\"]}"), WORDS)
                                .map(FieldRef::toString))
                .contains(field);
    }

    @Test
    void aSentenceInAnotherLanguageNamesNothingAndTheFirstKnownOneCounts() {
        assertThat(
                        Faults.first(
                                Recorded.parse(
                                        "{\"errors\":[\"Thema muss ausgef\u00fcllt werden\"]}"),
                                WORDS))
                .isEmpty();
        assertThat(
                        Faults.first(
                                Recorded.parse(
                                        "{\"errors\":[\"An issue cannot be closed\",\"Severity cannot be blank\"]}"),
                                WORDS))
                .contains(FieldRef.extension("severity"));
        assertThat(Faults.first(Recorded.parse("{\"errors\":[]}"), WORDS)).isEmpty();
    }

    @Test
    void aProjectThatTakesNothingIsTold() {
        assertThat(
                        Faults.isAboutProject(
                                Recorded.parse(
                                        "{\"errors\":[\"Project cannot be blank\",\"Tracker cannot be blank\",\"Status cannot be blank\"]}")))
                .isTrue();
    }
}
