package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.OTHER;
import static dev.stile.testkit.facts.Samples.check;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.value.Sha;
import dev.stile.core.json.CanonicalJson;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.testkit.Proves;
import dev.stile.testkit.facts.Said;
import dev.stile.testkit.facts.SampleFacts;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** What is remembered, as it is stored. */
final class PrStateTest {
    @Test
    @Proves("GH-68")
    void aStateWithEverythingInItComesBackFromItsBytes() throws InvalidJsonException {
        PrState state = full();
        byte[] bytes = new JsonWriter().bytes(state.json());

        assertThat(PrState.from(new JsonReader().read(bytes))).isEqualTo(state);
        assertThat(new JsonWriter().bytes(PrState.from(state.json()).json())).isEqualTo(bytes);
        assertThat(PrState.from(PrState.fresh().json())).isEqualTo(PrState.fresh());
    }

    @Test
    void equalStatesHaveEqualBytesWhateverTheOrderOfTheirSets() {
        PrState one = full().withGit(git('1', '2', '3'));
        PrState other = full().withGit(git('3', '2', '1'));

        assertThat(CanonicalJson.text(one.json())).isEqualTo(CanonicalJson.text(other.json()));
        assertThat(new JsonWriter().text(one.json()))
                .isEqualTo(new JsonWriter().text(other.json()));
    }

    @Test
    void whatIsNoStateIsMalformed() {
        Json.JsonObject whole = (Json.JsonObject) full().json();
        for (String name : whole.members().keySet()) {
            Map<String, Json> broken = new LinkedHashMap<>(whole.members());
            broken.put(name, Json.text("?"));
            assertThatThrownBy(() -> PrState.from(new Json.JsonObject(broken)))
                    .as(name)
                    .isInstanceOf(Malformed.class);
        }
        Map<String, Json> later = new LinkedHashMap<>(whole.members());
        later.put("version", Json.number(2));
        assertThatThrownBy(() -> PrState.from(new Json.JsonObject(later)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    @Proves("GH-71")
    void aThousandItemsAreDeliveredOnce() {
        Story story = new Story();
        Decision.Feedback feedback = (Decision.Feedback) story.act(items(1_000));

        assertThat(feedback.items()).hasSize(1_000);
        assertThat(story.act(items(1_000)).word()).isEqualTo("wait_reviews");
        assertThat(((Decision.Feedback) story.act(items(1_001))).items()).hasSize(1);
    }

    /** Time of this thread's processor alone: what else the machine does is not in it. */
    @Test
    void sixteenTimesTheItemsCostNoHundredTimesAsMuch() {
        long few = cost(1_000);
        long many = cost(16_000);

        assertThat(many).isLessThan(few * 100);
    }

    private static long cost(int count) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        Policy policy = new Policy(Story.people(), Story.CHANNEL);
        var facts = items(count).facts();
        return LongStream.range(0, 7)
                .map(
                        round -> {
                            long before = thread.getCurrentThreadCpuTime();
                            policy.decide(PrState.fresh(), facts, Story.auto(), NOON);
                            return thread.getCurrentThreadCpuTime() - before;
                        })
                .min()
                .orElseThrow();
    }

    /** All in one thread, which is the worst. */
    private static SampleFacts items(int count) {
        SampleFacts facts = SampleFacts.unreviewed();
        for (int item = 0; item < count; item++) {
            facts.say(
                    Said.of("i:" + item, "item " + item)
                            .by(OTHER)
                            .in("t", Tri.NO)
                            .at(NOON.minusSeconds(60)));
        }
        return facts;
    }

    private static GitFindings git(char... older) {
        Set<Sha> carried = new LinkedHashSet<>();
        for (char each : older) {
            carried.add(sha(each));
        }
        return new GitFindings(HEAD, sha('b'), carried, Tri.YES);
    }

    private static PrState full() {
        Story story = new Story();
        story.act(SampleFacts.unreviewed().head(sha('c')).merge(MergeState.CONFLICTING));
        story.act(SampleFacts.ready().head(sha('d')).merge(MergeState.BLOCKED));
        SampleFacts red =
                SampleFacts.unreviewed()
                        .headSince(NOON)
                        .checks(
                                ChecksState.FAILING,
                                check("build", "1", Check.Outcome.FAILING, Tri.YES));
        story.act(red);
        story.after(Duration.ofMinutes(3));
        story.act(red);
        story.act(red.say(Said.of("c:1", "why?").by(OTHER)));
        PrState seen = story.state;
        story.state = PrState.fresh();
        story.look(SampleFacts.ready());
        PrState.Merging refused =
                story.state
                        .answered(
                                new MergeResult.Refused(
                                        MergeFailureReason.BLOCKED,
                                        Set.of(BlockReason.SIGNATURES),
                                        "no",
                                        Optional.empty()),
                                NOON)
                        .merging();
        PrState.Merging open = story.state.merging();
        return seen.withMerging(
                        new PrState.Merging(
                                Map.of("c:9", "merge-1"),
                                open.plan(),
                                2,
                                Optional.of(NOON),
                                true,
                                1,
                                refused.refusal()))
                .withAlarm(true)
                .withGit(git('1', '2'));
    }
}
