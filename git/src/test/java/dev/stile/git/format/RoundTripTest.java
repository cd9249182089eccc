package dev.stile.git.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.diff.People;
import dev.stile.git.diff.RecordDiffer;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What is written can be read, and says the same; what is read can be written, and is the same. */
class RoundTripTest {
    private static final int ROUNDS = 2_000;

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(36);
    private final RandomRecords records = new RandomRecords(random);
    private final RecordSchema schema = RandomRecords.openSchema();
    private final RecordEmitter emitter = new RecordEmitter(schema);
    private final RecordParser parser = new RecordParser(schema);
    private final RecordDiffer differ = new RecordDiffer(schema, People.of(records.people()));

    @Test
    @Proves({"GS-36", "GS-37", "GS-42"})
    void everyRecordComesBackFromItsFileAndGivesTheSameBytes() {
        for (int round = 0; round < ROUNDS; round++) {
            TrackerRecord record = records.next();
            byte[] bytes = emitter.emit(record);

            ParsedFile file = parser.parse(bytes);
            assertThat(file.problems()).as(text(bytes)).isEmpty();
            assertThat(file.id()).contains(record.id().text());
            assertThat(Bodies.equalByMeaning(file.body(), record.body())).isTrue();
            Draft draft = differ.draft(file);
            assertThat(draft.problems()).as(text(bytes)).isEmpty();
            assertThat(text(emitter.emit(again(record, draft.draft().orElseThrow(), file.body()))))
                    .isEqualTo(text(bytes));
        }
    }

    @Test
    @Proves({"GS-40", "GS-47"})
    void aFileThatNobodyEditedPlansNothing() {
        for (int round = 0; round < ROUNDS; round++) {
            TrackerRecord record = records.next();
            ParsedFile file = parser.parse(emitter.emit(record));
            ParsedFile withCarriageReturns =
                    parser.parse(
                            text(emitter.emit(record))
                                    .replace("\n", "\r\n")
                                    .getBytes(StandardCharsets.UTF_8));

            Edit edit =
                    differ.edit(
                            file,
                            withCarriageReturns,
                            BodyStyle.of(record.body()),
                            Optional.empty());

            assertThat(edit.isEmpty()).isTrue();
            assertThat(edit.ignored()).isEmpty();
        }
    }

    @Test
    @Proves("GS-36")
    void localeAndTimeZoneChangeNoByte() {
        TrackerRecord record = SampleRecords.example();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        byte[] here = new RecordEmitter(SampleRecords.schema()).emit(record);
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(new RecordEmitter(SampleRecords.schema()).emit(record)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    @Proves("GS-41")
    void anyBytesHaveAnAnswerInBoundedTime() {
        byte[] seed = new RecordEmitter(SampleRecords.schema()).emit(SampleRecords.example());
        RecordParser strict = new RecordParser(SampleRecords.schema());
        RecordDiffer judge =
                new RecordDiffer(SampleRecords.schema(), People.of(SampleRecords.schema()));
        ParsedFile base = strict.parse(seed);
        for (int round = 0; round < 4 * ROUNDS; round++) {
            byte[] bytes = seed.clone();
            if (round % 10 == 0) {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
            }
            for (int edits = random.nextInt(1, 6); edits > 0 && bytes.length > 0; edits--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = (byte) "\n :-#'\"[]{}|>&*!\\~,x\t\r".charAt(random.nextInt(22));
            }
            ParsedFile file = strict.parse(bytes);
            judge.edit(base, file, BodyStyle.NEW, Optional.empty());
            judge.draft(file);
        }
    }

    @Test
    @Proves("GS-41")
    void filesMadeToBeSlowAreNot() {
        RecordParser strict = new RecordParser(SampleRecords.schema());
        RecordDiffer judge =
                new RecordDiffer(SampleRecords.schema(), People.of(SampleRecords.schema()));
        String[] frontMatters = {
            "[".repeat(60_000),
            "labels: " + "[".repeat(60_000),
            "labels: [" + "a,".repeat(30_000) + "]",
            "labels:\n" + "- a\n".repeat(15_000),
            "labels:\n" + "- [\n".repeat(12_000),
            "title: \"" + "\\\n ".repeat(20_000),
            "title: |\n" + " \n".repeat(30_000) + " x",
            "title: >\n" + " x\n\n".repeat(15_000),
            "\"a\n b\": ".repeat(6_000),
            unknownKeys(5_000),
            "assignees:\n" + "- Mia\n".repeat(10_000),
            manyPeople(6_000),
            "fields:\n" + " ".repeat(60_000) + "x: 1",
            ("fields:\n  severity: " + "9".repeat(60_000)),
        };
        for (String frontMatter : frontMatters) {
            long start = cpuTime();
            ParsedFile file =
                    strict.parse(
                            ("---\n" + frontMatter + "\n---\n").getBytes(StandardCharsets.UTF_8));
            judge.draft(file);
            assertThat(cpuTime() - start).isLessThan(5_000_000_000L);
        }
    }

    /** Time of this thread alone, so that a busy machine proves nothing. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String unknownKeys(int count) {
        StringBuilder keys = new StringBuilder();
        for (int index = 0; index < count; index++) {
            keys.append("titel").append(index).append(": x\n");
        }
        return keys.toString();
    }

    private static String manyPeople(int count) {
        StringBuilder people = new StringBuilder("assignees:\n");
        for (int index = 0; index < count; index++) {
            people.append("- p").append(index).append('\n');
        }
        return people.toString();
    }

    private static TrackerRecord again(TrackerRecord record, RecordDraft draft, String body) {
        TrackerRecord.Builder again =
                TrackerRecord.of(record.id(), draft.title(), record.meta()).body(body);
        record.status().ifPresent(again::status);
        for (Map.Entry<FieldRef, FieldValue> value : draft.values().entrySet()) {
            if (!value.getKey().equals(FieldRef.STATUS)) {
                again.set(value.getKey(), value.getValue());
            }
        }
        return again.build();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
