package dev.stile.connectors.redmine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.value.Cursor;
import dev.stile.connectors.redmine.support.Recorded;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whatever a Redmine answers is issues, or malformed. */
@Proves({"TR-24", "TU-80"})
final class FuzzedIssuesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Vocabulary WORDS =
            new Vocabulary(1, new TreeMap<>(Map.of(1L, StatusCategory.TODO)), new TreeMap<>());

    private final IssueReader reader =
            new IssueReader(URI.create("https://tracker.example/redmine/"), false);

    @Test
    void anyAnswerWithIssuesIsReadOrMalformed() {
        Fuzzing.json(
                        List.of(
                                Recorded.view("issues-by-id.json").value(),
                                Recorded.view("issues-newest-first.json").value()))
                .refusing(Malformed.class)
                .run(json -> IssuePage.read(JsonView.of(json), WORDS, reader));
    }

    @Test
    void anyIssueIsReadOrMalformed() {
        Fuzzing.json(List.of(Recorded.view("issue-after-write.json").value()))
                .refusing(Malformed.class)
                .run(
                        json -> {
                            JsonView issue = JsonView.of(json).field("issue");
                            reader.read(issue, WORDS.learning(List.of(issue)));
                        });
    }

    @Test
    void anyJournalIsReadOrMalformed() {
        Fuzzing.json(List.of(Recorded.view("issue-after-write.json").value()))
                .refusing(Malformed.class)
                .run(
                        json -> {
                            JsonView issue = JsonView.of(json).field("issue");
                            Notes.of(issue);
                            assertThat(Notes.lastId(issue)).isNotNegative();
                        });
    }

    @Test
    void aFieldThatCanHaveNoNameSpoilsItsIssueAndNoOther() {
        String fields = "[{\"id\":-1,\"name\":\"%s\",\"value\":\"x\"}]";
        String page =
                Recorded.text("issues-by-id.json")
                        .replaceFirst(
                                "\"custom_fields\":\\s*\\[",
                                "\"custom_fields\":"
                                        + fields.formatted("!")
                                        + ",\"was_custom_fields\":[");

        IssuePage read = IssuePage.read(Recorded.parse(page), WORDS, reader);

        assertThat(read.entries())
                .hasSizeGreaterThan(1)
                .filteredOn(IssuePage.Entry.Broken.class::isInstance)
                .hasSize(1);
    }

    @Test
    void anyCursorIsOursOrRefused() {
        Fuzzing.texts(
                        new DeltaCursor(NOW, Optional.of(WORDS)).toCursor().text(),
                        new DeltaCursor(NOW, Optional.empty()).toCursor().text())
                .refusing(Invalid.class)
                .refusing(IllegalArgumentException.class)
                .run(
                        bytes ->
                                DeltaCursor.parse(
                                        new Cursor(new String(bytes, StandardCharsets.UTF_8)),
                                        NOW));
    }
}
