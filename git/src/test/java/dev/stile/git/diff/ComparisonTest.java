package dev.stile.git.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.BodyState;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.git.diff.Difference.Sameness;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.RandomRecords;
import dev.stile.git.format.RecordEmitter;
import dev.stile.git.format.RecordParser;
import dev.stile.git.format.SampleRecords;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGeneratorFactory;

class ComparisonTest {
    private final RecordSchema schema = SampleRecords.schema();
    private final Comparison comparison = new Comparison(schema, People.of(schema));
    private final TrackerRecord record = SampleRecords.example();

    @Test
    @Proves("GS-76")
    void whatTheServerMovesIsNoDifference() {
        TrackerRecord moved =
                record.toBuilder()
                        .meta(
                                record.meta()
                                        .withComments(new CommentCount.Known(5))
                                        .withTimes(Optional.empty(), Optional.of(Instant.EPOCH)))
                        .assignees(List.of(new Person("5b10a", Optional.empty(), "Mia, renamed")))
                        .set(
                                SampleRecords.STORY_POINTS,
                                new FieldValue.NumberValue(new BigDecimal("3.000")))
                        .body("Body text. \r\n\r\n")
                        .build();

        assertThat(comparison.of(record, moved).sameness()).isEqualTo(Sameness.SAME);
        assertThat(comparison.of(file(record), file(moved)).sameness()).isEqualTo(Sameness.SAME);
    }

    @Test
    @Proves("GS-76")
    void theFieldsThatTwoPeopleBothChangedAreNamed() {
        TrackerRecord upstream =
                record.toBuilder()
                        .status(new Status("Done", StatusCategory.DONE))
                        .labels(List.of("ui", "api"))
                        .body("Other.")
                        .build();
        Difference difference = comparison.of(record, upstream);

        assertThat(difference.sameness()).isEqualTo(Sameness.DIFFERENT);
        assertThat(difference.fields())
                .containsExactly(FieldRef.BODY, FieldRef.LABELS, FieldRef.STATUS);
        assertThat(difference.onBothSides(new TreeSet<>(List.of(FieldRef.STATUS, FieldRef.DUE))))
                .containsExactly(FieldRef.STATUS);
        assertThat(comparison.of(file(record), file(upstream)).fields())
                .isEqualTo(difference.fields());
    }

    @Test
    @Proves("GS-69")
    void aBodyThatIsNotHereIsNeitherSameNorDifferentUnlessItsHashTells() {
        TrackerRecord deferred =
                record.toBuilder()
                        .meta(record.meta().withBody(BodyState.DEFERRED, Optional.empty()))
                        .body("")
                        .build();
        TrackerRecord hashed =
                record.toBuilder()
                        .meta(record.meta().withBody(BodyState.PRESENT, Optional.of("aa")))
                        .build();
        TrackerRecord sameHash =
                deferred.toBuilder()
                        .meta(record.meta().withBody(BodyState.DEFERRED, Optional.of("aa")))
                        .build();
        TrackerRecord otherHash =
                deferred.toBuilder()
                        .meta(record.meta().withBody(BodyState.DEFERRED, Optional.of("bb")))
                        .build();

        assertThat(comparison.of(record, deferred).sameness()).isEqualTo(Sameness.UNKNOWN);
        assertThat(comparison.of(hashed, sameHash).sameness()).isEqualTo(Sameness.SAME);
        assertThat(comparison.of(hashed, otherHash).fields()).containsExactly(FieldRef.BODY);
        assertThat(comparison.of(file(record), file(deferred)).sameness())
                .isEqualTo(Sameness.UNKNOWN);
        assertThat(comparison.of(file(deferred), file(deferred)).bodyUnknown()).isTrue();
    }

    @Test
    @Proves("GS-76")
    void filesAndRecordsAgreeAboutWhatDiffers() {
        RandomRecords records =
                new RandomRecords(RandomGeneratorFactory.of("L64X128MixRandom").create(76));
        RecordSchema open = RandomRecords.openSchema();
        RecordEmitter emitter = new RecordEmitter(open);
        RecordParser parser = new RecordParser(open);
        Comparison whole = new Comparison(open, People.of(records.people()));
        for (int round = 0; round < 1_000; round++) {
            TrackerRecord left = records.next();
            TrackerRecord right = records.next();

            assertThat(
                            whole.of(
                                    parser.parse(emitter.emit(left)),
                                    parser.parse(emitter.emit(right))))
                    .isEqualTo(whole.of(left, right));
            assertThat(whole.of(left, left.toBuilder().build()).sameness())
                    .isEqualTo(Sameness.SAME);
        }
    }

    private ParsedFile file(TrackerRecord shown) {
        return new RecordParser(schema).parse(new RecordEmitter(schema).emit(shown));
    }
}
