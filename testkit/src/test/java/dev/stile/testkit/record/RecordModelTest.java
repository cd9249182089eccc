package dev.stile.testkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.record.Attachment;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What every connector and every file has to agree on. */
final class RecordModelTest {
    private static final Instant MADE = Instant.parse("2026-05-01T10:00:00Z");
    private static final Person MIA = new Person("7", Optional.of("mia"), "Mia Meier");

    @Test
    @Proves("TR-5")
    void aRecordCarriesAllItsFieldsAndIsMadeByItsBuilderAlone() {
        RecordMeta meta =
                RecordMeta.of(new Version("v1"))
                        .withAuthor(MIA)
                        .withUrl("https://tracker.example/7")
                        .withTimes(Optional.of(MADE), Optional.of(MADE.plusSeconds(1)))
                        .withVendorKey("k")
                        .withComments(new CommentCount.Known(3))
                        .withBody(BodyState.PRESENT, Optional.of("ab"));
        Status open = new Status("Open", StatusCategory.TODO);
        Link link = new Link("blocks", new RecordId("8"));
        FieldRef points = FieldRef.extension("points");

        TrackerRecord record =
                TrackerRecord.of(new RecordId("7"), "A title", meta)
                        .type("bug")
                        .status(open)
                        .priority("high")
                        .assignees(List.of(MIA))
                        .labels(List.of("ui"))
                        .parent(new RecordId("3"))
                        .links(List.of(link))
                        .due(LocalDate.of(2026, 6, 1))
                        .body("Text")
                        .set(points, new FieldValue.NumberValue(BigDecimal.TWO))
                        .build();

        assertThat(record.id()).isEqualTo(new RecordId("7"));
        assertThat(record.title()).isEqualTo("A title");
        assertThat(record.type()).contains("bug");
        assertThat(record.status()).contains(open);
        assertThat(record.priority()).contains("high");
        assertThat(record.assignees()).containsExactly(MIA);
        assertThat(record.labels()).containsExactly("ui");
        assertThat(record.parent()).contains(new RecordId("3"));
        assertThat(record.links()).containsExactly(link);
        assertThat(record.due()).contains(LocalDate.of(2026, 6, 1));
        assertThat(record.body()).isEqualTo("Text");
        assertThat(record.value(points)).contains(new FieldValue.NumberValue(BigDecimal.TWO));
        assertThat(record.meta()).isEqualTo(meta);
        assertThat(record.toBuilder().build()).isEqualTo(record);
        assertThat(TrackerRecord.class.getConstructors()).isEmpty();
        assertThat(TrackerRecord.Builder.class.getConstructors()).isEmpty();
        assertThat(components(RecordMeta.class))
                .contains("author", "url", "createdAt", "updatedAt", "version", "comments", "body");
    }

    @Test
    @Proves("TR-8")
    void commentsAndAttachmentsHaveTheseMembers() {
        assertThat(components(Comment.class))
                .containsExactly(
                        "id",
                        "record",
                        "author",
                        "createdAt",
                        "updatedAt",
                        "replyTo",
                        "body",
                        "version");
        assertThat(components(Attachment.class))
                .containsExactly(
                        "id",
                        "record",
                        "name",
                        "mediaType",
                        "size",
                        "sha256",
                        "createdAt",
                        "author");
    }

    @Test
    @Proves("TR-27")
    void aRecordIsRemovedForOneOfFourReasons() {
        assertThat(DeleteReason.values())
                .extracting(Enum::name)
                .containsExactly("COMPLETED", "NOT_PLANNED", "DUPLICATE", "ABANDONED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "\u00e4", "a/b", "a\u0000"})
    void aKeyOutsideItsGrammarIsNone(String text) {
        assertThatThrownBy(() -> new IdempotencyKey(text))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IdempotencyKey("a".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new IdempotencyKey("A-z_09" + "a".repeat(122)).text()).hasSize(128);
    }

    private static Stream<String> components(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
    }
}
