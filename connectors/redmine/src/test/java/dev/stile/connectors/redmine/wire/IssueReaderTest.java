package dev.stile.connectors.redmine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.connectors.redmine.support.Recorded;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class IssueReaderTest {
    private static final IssueReader READER =
            new IssueReader(URI.create("https://tracker.example/redmine/"), false);
    private static final Vocabulary WORDS =
            new Vocabulary(1, new TreeMap<>(Map.of(1L, StatusCategory.TODO)), new TreeMap<>());

    @Test
    void anIssueIsReadWithAllThatItShows() {
        JsonView issue = Recorded.view("issue-before-write.json").field("issue");

        TrackerRecord record = READER.read(issue, WORDS.learning(List.of(issue))).record();

        assertThat(record.id()).isEqualTo(new RecordId("3"));
        assertThat(record.status().orElseThrow().category()).isEqualTo(StatusCategory.TODO);
        assertThat(record.assignees())
                .singleElement()
                .satisfies(
                        person -> {
                            assertThat(person.spelled()).isEqualTo("Dana Developer <5>");
                        });
        assertThat(record.value(FieldRef.extension("estimated_hours")))
                .contains(new FieldValue.NumberValue(new BigDecimal("1.333333")));
        assertThat(record.value(FieldRef.extension("found_in")))
                .contains(new FieldValue.TextValue("1"));
        assertThat(record.value(FieldRef.extension("scan"))).as("null").isEmpty();
        assertThat(record.value(FieldRef.extension("reviewers"))).as("an empty list").isEmpty();
        assertThat(record.value(FieldRef.extension("customer"))).as("an empty text").isEmpty();
        assertThat(record.value(FieldRef.extension("is_private"))).isEmpty();
        assertThat(record.meta().url()).contains("https://tracker.example/redmine/issues/3");
        assertThat(record.meta().rawBodySha256()).isPresent();
        assertThat(record.links())
                .as("a relation is seen from both ends")
                .containsExactly(
                        new Link("blocks", new RecordId("2")),
                        new Link("follows", new RecordId("1")));
    }

    @Test
    @Proves("TR-9")
    void formatsThatAnAdministratorSeesGiveValuesTheirTypes() {
        JsonView issue = Recorded.view("issue-before-write.json").field("issue");
        Vocabulary words =
                WORDS.describing(Recorded.view("custom-fields.json").field("custom_fields").items())
                        .learning(List.of(issue));

        TrackerRecord record = READER.read(issue, words).record();

        assertThat(record.value(FieldRef.extension("points")))
                .contains(new FieldValue.NumberValue(BigDecimal.valueOf(8)));
        assertThat(record.value(FieldRef.extension("seen_on")).orElseThrow())
                .isInstanceOf(FieldValue.DateValue.class);
        assertThat(record.value(FieldRef.extension("confirmed")))
                .as("a value that does not fit its format is shown as it is")
                .contains(new FieldValue.TextValue("true"));
        assertThat(record.value(FieldRef.extension("areas")))
                .contains(new FieldValue.ListValue(List.of(new FieldValue.TextValue("api"))));
    }

    @Test
    @Proves("TR-6")
    void theVersionChangesWithEachShownFieldAndComparesContentApartFromNames() {
        String text = Recorded.text("issue-before-write.json");

        assertThat(version(text)).isEqualTo(version(text));
        for (String change :
                List.of(
                        "\"Normal\"->\"Ordinary\"",
                        "\"relation_type\": \"blocks\"->\"relation_type\": \"relates\"",
                        "\"Dana Developer\"->\"Dana D.\"")) {
            String[] parts = change.split("->");
            String changed = text.replace("\"Urgent\"", "\"Normal\"").replace(parts[0], parts[1]);
            String same = text.replace("\"Urgent\"", "\"Normal\"");
            assertThat(version(changed)).as(change).isNotEqualTo(version(same));
            assertThat(IssueVersion.sameContent(version(changed), version(same)))
                    .as(change)
                    .isTrue();
        }
        for (String change :
                List.of(
                        "multi->other",
                        "\"done_ratio\": 40->\"done_ratio\": 41",
                        "\"value\": \"ABC\"->\"value\": \"ABD\"")) {
            String[] parts = change.split("->");
            assertThat(text).contains(parts[0]);
            assertThat(
                            IssueVersion.sameContent(
                                    version(text.replace(parts[0], parts[1])), version(text)))
                    .as(change)
                    .isFalse();
        }
    }

    @Test
    @Proves("TR-24")
    void oneMalformedIssueIsOneUnreadableEntry() {
        String text =
                Recorded.text("issues-by-id.json")
                        .replaceFirst("\"subject\": \"[^\"]*\"", "\"subject\": 7");

        IssuePage page = IssuePage.read(Recorded.parse(text), WORDS, READER);

        assertThat(page.entries()).hasSize(2);
        assertThat(page.entries().getFirst())
                .isEqualTo(new IssuePage.Entry.Broken(Optional.of(new RecordId("2"))));
        assertThat(page.entries().getLast()).isInstanceOf(IssuePage.Entry.Readable.class);
        assertThat(page.lastNumber()).contains(3L);
        assertThatThrownBy(() -> IssuePage.read(Recorded.parse("{\"issues\":{}}"), WORDS, READER))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> IssuePage.read(Recorded.parse("{\"issues\":[]}"), WORDS, READER))
                .as("a page that does not say how many there are")
                .isInstanceOf(Malformed.class);
    }

    @Test
    void aPageKnowsItsNewestTimeAndItsOrder() {
        IssuePage byChange =
                IssuePage.read(Recorded.view("issues-newest-first.json"), WORDS, READER);
        IssuePage byId = IssuePage.read(Recorded.view("issues-by-id.json"), WORDS, READER);

        assertThat(byChange.newest()).isPresent();
        assertThat(byId.followsInOrder(1)).isTrue();
        assertThat(byId.followsInOrder(2)).isFalse();
        assertThat(byChange.total()).isGreaterThan(byChange.given());
    }

    @Test
    void anIssueOfAnotherProjectIsNoEntry() {
        Vocabulary other = new Vocabulary(2, WORDS.statuses(), WORDS.fields());

        assertThat(IssuePage.read(Recorded.view("issues-by-id.json"), other, READER).entries())
                .isEmpty();
    }

    private static Version version(String text) {
        JsonView issue = Recorded.parse(text).field("issue");
        return READER.read(issue, WORDS.learning(List.of(issue))).record().meta().version();
    }
}
