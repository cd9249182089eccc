package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.hosting.approve.HeadSeen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The stored form of a state. Equal states have equal bytes. */
final class PrStateJson {
    private static final int VERSION = 1;

    private PrStateJson() {}

    static Json write(PrState state) {
        Json.ObjectBuilder json = Json.object().put("version", VERSION);
        state.seen().head().ifPresent(head -> json.put("head", head(head)));
        json.put("reds", map(state.seen().reds(), Sha::text, at -> Json.text(at.toString())));
        json.putIf("observed_at", state.seen().observedAt().map(Instant::toString));
        PrState.Given given = state.given();
        json.put("feedback", map(given.feedback(), id -> id, PrStateJson::feedback));
        json.put("reentries", given.reentries());
        json.putIf("last_rework_head", given.lastReworkHead().map(Sha::text));
        json.put("reworks", words(given.reworks()));
        json.put("rounds", given.rounds());
        json.put("retries", given.retries());
        json.put("given_reds", shas(given.reds()));
        json.put(
                "hand_offs",
                Json.array(given.handOffs().stream().map(PrStateJson::handOff).toList()));
        PrState.Merging merging = state.merging();
        json.put("consumed", map(merging.consumed(), id -> id, Json::text));
        merging.plan().ifPresent(plan -> json.put("plan", plan(plan)));
        json.put("attempts", merging.attempts());
        json.putIf("not_before", merging.notBefore().map(Instant::toString));
        json.put("raced", merging.raced());
        json.put("queue_removals", merging.queueRemovals());
        merging.refusal().ifPresent(refusal -> json.put("refusal", refusal(refusal)));
        json.put("alarmed", state.alarmed());
        state.git().ifPresent(git -> json.put("git", git(git)));
        return json.build();
    }

    static PrState read(Json stored) {
        JsonView json = JsonView.of(stored);
        if (json.field("version").whole() != VERSION) {
            throw json.field("version").expected("version " + VERSION);
        }
        return new PrState(
                new PrState.Seen(
                        json.find("head").map(PrStateJson::headOf),
                        entries(json.field("reds"), Sha::new, JsonView::instant),
                        json.find("observed_at").map(JsonView::instant)),
                new PrState.Given(
                        entries(json.field("feedback"), id -> id, PrStateJson::feedbackOf),
                        count(json.field("reentries")),
                        json.find("last_rework_head").map(PrStateJson::sha),
                        constants(json.field("reworks"), ReworkKind.class),
                        json.find("rounds").map(PrStateJson::count).orElse(0),
                        json.find("retries").map(PrStateJson::count).orElse(0),
                        Set.copyOf(list(json.field("given_reds"), PrStateJson::sha)),
                        list(json.field("hand_offs"), PrStateJson::handOffOf)),
                new PrState.Merging(
                        entries(json.field("consumed"), id -> id, JsonView::text),
                        json.find("plan").map(PrStateJson::planOf),
                        count(json.field("attempts")),
                        json.find("not_before").map(JsonView::instant),
                        json.field("raced").flag(),
                        count(json.field("queue_removals")),
                        json.find("refusal").map(PrStateJson::refusalOf)),
                json.field("alarmed").flag(),
                json.find("git").map(PrStateJson::gitOf));
    }

    private static Json head(HeadSeen head) {
        return Json.object()
                .put("sha", head.head().text())
                .put("since", head.since().toString())
                .put("said_by_host", head.saidByHost())
                .put("seen_at", head.seenAt().toString())
                .put("returned", head.returned())
                .put("past", head.past().stream().map(Sha::text).toList())
                .put("forgot", head.forgot())
                .build();
    }

    private static HeadSeen headOf(JsonView json) {
        return new HeadSeen(
                sha(json.field("sha")),
                json.field("since").instant(),
                json.field("said_by_host").flag(),
                json.field("seen_at").instant(),
                json.field("returned").flag(),
                list(json.field("past"), PrStateJson::sha),
                json.field("forgot").flag());
    }

    private static Json feedback(FeedbackKey key) {
        return Json.object()
                .put("updated_at", key.updatedAt().toString())
                .put("digest", key.digest().text())
                .put("id", key.id().toString())
                .build();
    }

    private static FeedbackKey feedbackOf(JsonView json) {
        return new FeedbackKey(
                CommentId.parse(json.field("id").text()),
                json.field("updated_at").instant(),
                sha(json.field("digest")));
    }

    private static Json handOff(PrState.GivenHandOff given) {
        return Json.object()
                .put("head", given.head().text())
                .put("reasons", words(given.reasons()))
                .put("rules", words(given.rules()))
                .put("at", given.at().toString())
                .build();
    }

    private static PrState.GivenHandOff handOffOf(JsonView json) {
        return new PrState.GivenHandOff(
                sha(json.field("head")),
                constants(json.field("reasons"), HandOffReason.class),
                constants(json.field("rules"), BlockReason.class),
                json.field("at").instant());
    }

    private static Json plan(OpenPlan plan) {
        return Json.object()
                .put("head", plan.head().text())
                .putIf("base", plan.base().map(BranchName::text))
                .putIf("base_tip", plan.baseTip().map(Sha::text))
                .put("key", plan.key())
                .put("facts", plan.facts().text())
                .put("phase", word(plan.phase()))
                .put("since", plan.since().toString())
                .put("reads", plan.reads())
                .put("first_read", plan.firstRead().toString())
                .build();
    }

    private static OpenPlan planOf(JsonView json) {
        return new OpenPlan(
                sha(json.field("head")),
                json.find("base").map(PrStateJson::branch),
                json.find("base_tip").map(PrStateJson::sha),
                json.field("key").text(),
                sha(json.field("facts")),
                constant(json.field("phase"), OpenPlan.Phase.class),
                json.field("since").instant(),
                count(json.field("reads")),
                json.field("first_read").instant());
    }

    private static Json refusal(Refusal refusal) {
        return Json.object()
                .put("head", refusal.head().text())
                .put("reason", word(refusal.reason()))
                .put("rules", words(refusal.rules()))
                .put("facts", refusal.facts().text())
                .build();
    }

    private static Refusal refusalOf(JsonView json) {
        return new Refusal(
                sha(json.field("head")),
                constant(json.field("reason"), MergeFailureReason.class),
                constants(json.field("rules"), BlockReason.class),
                sha(json.field("facts")));
    }

    private static Json git(GitFindings git) {
        return Json.object()
                .put("head", git.head().text())
                .put("base_tip", git.baseTip().text())
                .put("carried", shas(git.carried()))
                .put("checked_on_base", word(git.checkedOnBase()))
                .build();
    }

    private static GitFindings gitOf(JsonView json) {
        return new GitFindings(
                sha(json.field("head")),
                sha(json.field("base_tip")),
                Set.copyOf(list(json.field("carried"), PrStateJson::sha)),
                constant(json.field("checked_on_base"), Tri.class));
    }

    private static Sha sha(JsonView json) {
        try {
            return new Sha(json.text());
        } catch (IllegalArgumentException broken) {
            throw json.expected("a sha");
        }
    }

    private static BranchName branch(JsonView json) {
        try {
            return new BranchName(json.text());
        } catch (IllegalArgumentException broken) {
            throw json.expected("a branch");
        }
    }

    private static int count(JsonView json) {
        long count = json.whole();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw json.expected("a count");
        }
        return (int) count;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Json words(Collection<? extends Enum<?>> constants) {
        return Json.array(
                constants.stream().map(PrStateJson::word).sorted().map(Json::text).toList());
    }

    private static <E extends Enum<E>> E constant(JsonView json, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(json.text())) {
                return constant;
            }
        }
        throw json.expected("one of the words");
    }

    private static <E extends Enum<E>> Set<E> constants(JsonView json, Class<E> type) {
        return new HashSet<>(list(json, item -> constant(item, type)));
    }

    private static Json shas(Collection<Sha> shas) {
        return Json.array(shas.stream().map(Sha::text).sorted().map(Json::text).toList());
    }

    private static <T> List<T> list(JsonView json, Function<JsonView, T> read) {
        List<T> list = new ArrayList<>();
        json.items().forEach(item -> list.add(read.apply(item)));
        return list;
    }

    private static <K, V> Json map(
            Map<K, V> map, Function<K, String> name, Function<V, Json> value) {
        Map<String, Json> members = new TreeMap<>();
        map.forEach((key, each) -> members.put(name.apply(key), value.apply(each)));
        return new Json.JsonObject(members);
    }

    private static <K, V> Map<K, V> entries(
            JsonView json, Function<String, K> key, Function<JsonView, V> value) {
        if (!(json.value() instanceof Json.JsonObject(Map<String, Json> members))) {
            throw json.expected("an object");
        }
        Map<K, V> entries = new HashMap<>();
        for (String name : members.keySet()) {
            try {
                entries.put(key.apply(name), value.apply(json.field(name)));
            } catch (IllegalArgumentException broken) {
                throw json.expected("names that are shas");
            }
        }
        return entries;
    }
}
