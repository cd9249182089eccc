package dev.stile.connectors.redmine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Token;
import dev.stile.connectors.redmine.support.Recorded;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

final class VocabularyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aCursorCarriesTheVocabularyThereAndBack() {
        Vocabulary words =
                new Vocabulary(
                                12,
                                new TreeMap<>(
                                        Map.of(
                                                1L,
                                                StatusCategory.TODO,
                                                2L,
                                                StatusCategory.IN_PROGRESS,
                                                5L,
                                                StatusCategory.DONE)),
                                new TreeMap<>())
                        .describing(
                                Recorded.view("custom-fields.json").field("custom_fields").items());

        DeltaCursor read =
                DeltaCursor.parse(new DeltaCursor(NOW, Optional.of(words)).toCursor(), NOW);

        assertThat(read.newest()).isEqualTo(NOW);
        assertThat(read.words()).contains(words);
    }

    @Test
    void aVocabularyThatIsTooLongIsLeftOut() {
        TreeMap<Long, CustomField> fields = new TreeMap<>();
        for (long id = 1; id <= 200; id++) {
            fields.put(
                    id,
                    new CustomField(
                            id,
                            "a_rather_long_name_of_a_field_" + id,
                            CustomField.Kind.TEXT,
                            false));
        }
        Cursor cursor =
                new DeltaCursor(NOW, Optional.of(new Vocabulary(1, new TreeMap<>(), fields)))
                        .toCursor();

        assertThat(DeltaCursor.parse(cursor, NOW).words()).isEmpty();
    }

    @Test
    void whateverACursorHoldsItIsReadOrInvalid() {
        String good = "r1|2026-11-21T10:00:00Z|12|1t2p5d|7:severity:t,8:areas:T";
        assertThat(DeltaCursor.parse(new Cursor(good), NOW).words()).isPresent();
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int edit = 0; edit < 1 + random.nextInt(3); edit++) {
                text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
            }
            try {
                DeltaCursor.parse(new Cursor(text.toString()), NOW);
            } catch (Invalid refused) {
                assertThat(refused.field()).isEqualTo("cursor");
            }
        }
    }

    @Test
    void keysOfCustomFieldsAreSnakeCaseAndNeverCollide() {
        List<String> shown = new ArrayList<>();
        String[] names = {
            "Found in", "found-in", "Category", "\u512a\u5148\u5ea6", "  %  ", "B\u00fcro 2"
        };
        for (int index = 0; index < names.length; index++) {
            shown.add(
                    "{\"id\":"
                            + (index + 1)
                            + ",\"name\":\""
                            + names[index]
                            + "\",\"value\":null}");
        }
        Vocabulary words =
                new Vocabulary(1, new TreeMap<>(), new TreeMap<>())
                        .learning(
                                List.of(
                                        Recorded.parse(
                                                "{\"custom_fields\":["
                                                        + String.join(",", shown)
                                                        + "]}")));

        assertThat(words.fields().values().stream().map(CustomField::key))
                .containsExactly(
                        "found_in", "found_in_2", "category_3", "field_4", "field_5", "b_ro_2");
    }

    @Test
    void aPositionThatIsNotOursIsInvalid() {
        for (String text :
                List.of("x", "1|2", "2026-11-21T10:00:00Z|x", "2026-11-21T10:00:00Z|1|2")) {
            assertThatThrownBy(() -> KeysetPosition.parse(new Token(text)))
                    .isInstanceOf(Invalid.class);
        }
    }
}
