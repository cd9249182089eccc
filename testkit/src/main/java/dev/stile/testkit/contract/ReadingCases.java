package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ReadResult;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Map;

/** Reading single records. */
final class ReadingCases {
    /** No control characters: a server may refuse those, and then nothing would be shown. */
    private static final String HOSTILE =
            "---\nid: 7\n---\n\"quoted\" 'twice' `code` ${var} {{macro}} <script>x</script> &amp; %0d%0a \\ \u202eabc\u202c"
                    + " \u200b \ud83d\udea7 e\u0301 # not a heading\n- [ ] task\n\n    four spaces\n<!-- comment -->";

    private final Scene scene;

    ReadingCases(Scene scene) {
        this.scene = scene;
    }

    @Case(value = "C18", needs = Feature.CREATE)
    void listEqualsGet() {
        scene.seed(3);

        for (var item : Listed.everything(scene).present()) {
            TrackerRecord listed = Seen.in(item.record());
            TrackerRecord read = scene.read(item.id());
            assertThat(item.version())
                    .isEqualTo(listed.meta().version())
                    .isEqualTo(read.meta().version());
            assertThat(listed.values()).isEqualTo(read.values());
            if (scene.offers(Feature.BODIES_IN_LISTING)) {
                assertThat(listed).as("the listed record and the read one").isEqualTo(read);
            } else {
                assertThat(listed.meta().body()).isEqualTo(BodyState.DEFERRED);
            }
        }
    }

    @Case("C19")
    void unknownIdIsNotFound() {
        assertThatThrownBy(() -> scene.read(new RecordId("99999999")))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        missing -> assertThat(missing.what()).isEqualTo(NotFound.What.RECORD));
    }

    @Case(value = "C20", needs = Feature.CREATE)
    void renderingIsDeterministic() {
        RecordId id = scene.one("a record", "its text");

        TrackerRecord once = scene.read(id);
        TrackerRecord again = scene.read(id);

        assertThat(again).isEqualTo(once);
        assertThat(List.copyOf(again.values().entrySet()))
                .isEqualTo(List.copyOf(once.values().entrySet()));
    }

    @Case(value = "C21", needs = Feature.CREATE)
    void hostileTextSurvives() {
        String title = "a \"title\": 'of' {{many}} <b>marks</b> & %20 \u202eabc \ud83d\udea7";
        RecordId id = scene.create(RecordDraft.titled(title).withBody(HOSTILE)).id();

        TrackerRecord read = scene.read(id);

        assertThat(read.title()).isEqualTo(title);
        assertThat(read.body().replace("\r\n", "\n")).isEqualTo(HOSTILE);
    }

    @Case(value = "C22", needs = Feature.CREATE)
    void batchReportsPerId() {
        RecordId there = scene.one("a record", "its text");
        RecordId missing = new RecordId("99999999");

        Map<RecordId, ReadResult> results =
                scene.store().getRecords(scene.project(), List.of(there, missing), scene.call());

        assertThat(results).containsOnlyKeys(there, missing);
        assertThat(results.get(there))
                .isInstanceOfSatisfying(
                        ReadResult.Read.class,
                        read -> assertThat(Seen.in(read.record()).title()).isEqualTo("a record"));
        assertThat(results.get(missing))
                .isInstanceOfSatisfying(
                        ReadResult.Failed.class,
                        failed -> assertThat(failed.error()).isInstanceOf(NotFound.class));
    }
}
