package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.flow.document.DocumentReader;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;
import dev.stile.flow.document.SecretShape;
import dev.stile.flow.filter.Filter;
import dev.stile.flow.filter.FilterReader;
import dev.stile.flow.rule.Batching;
import dev.stile.flow.rule.Classifier;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.RuleLimits;
import dev.stile.flow.text.Templates;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a document of a rule and compiles what is in it. Any thread may use it. */
final class RuleReader {
    /** What may be in {@code include}. A made-up event reaches only rules that are named. */
    private static final List<InboxFlag> INCLUDABLE =
            List.of(InboxFlag.OUTGOING, InboxFlag.MUTED, InboxFlag.ECHO, InboxFlag.BACKFILL);

    private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final int MOST_CONCURRENCY = 64;
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private final DocumentReader documents = new DocumentReader();

    /**
     * What the document says, as far as it can be read: with a fault, only good for looking for
     * more of them.
     */
    Optional<RuleDocument> read(String text, Faults faults) {
        Optional<Json> value = documents.read(text, faults);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        SecretShape.find(value.get(), "", faults);
        return Fields.of(
                        "",
                        value.get(),
                        faults,
                        "slug",
                        "source",
                        "where",
                        "ignore",
                        "classify",
                        "order",
                        "batch",
                        "do",
                        "limits",
                        "allow_flow",
                        "allow_text")
                .flatMap(fields -> document(fields, faults));
    }

    private static Optional<RuleDocument> document(Fields rule, Faults faults) {
        Optional<String> slug = slug(rule, faults);
        Optional<Fields> source =
                rule.need("source")
                        .flatMap(
                                value ->
                                        Fields.of(
                                                rule.at("source"),
                                                value,
                                                faults,
                                                "connections",
                                                "kinds",
                                                "contacts",
                                                "include"));
        List<String> connections =
                source.map(fields -> connections(fields, faults)).orElse(List.of());
        FilterReader filters = new FilterReader(faults);
        List<Filter> ignore = new ArrayList<>();
        List<Json> ignored = rule.items("ignore");
        for (int index = 0; index < ignored.size(); index++) {
            filters.read(rule.at("ignore") + "/" + index, ignored.get(index))
                    .ifPresent(ignore::add);
        }
        Optional<Filter> where =
                rule.find("where").flatMap(value -> filters.read(rule.at("where"), value));
        Optional<ActionReader.Read> action =
                rule.need("do")
                        .flatMap(value -> new ActionReader(filters, faults).read("/do", value));
        Optional<Batching> batching = batching(rule, faults);
        RuleDocument document =
                new RuleDocument(
                        slug.orElse(""),
                        connections,
                        Set.copyOf(source.map(fields -> fields.texts("kinds")).orElse(List.of())),
                        Set.copyOf(
                                source.map(fields -> fields.texts("contacts")).orElse(List.of())),
                        source.map(fields -> include(fields, faults)).orElse(Set.of()),
                        ignore,
                        where,
                        classifier(rule, faults),
                        order(rule, faults),
                        batching,
                        limits(rule, faults),
                        action.map(ActionReader.Read::action).orElse(ActionReader.NOTHING),
                        action.map(ActionReader.Read::pointer).orElse("/do"),
                        new DeclarationReader(faults).read(rule));
        return Optional.of(document);
    }

    private static Optional<String> slug(Fields rule, Faults faults) {
        Optional<String> slug = rule.needText("slug");
        if (slug.isPresent()
                && (slug.get().length() < 2
                        || slug.get().length() > 64
                        || !slug.get().matches(SLUG))) {
            faults.add(
                    rule.at("slug"),
                    "a slug is 2 to 64 of a-z, 0-9 and single dashes",
                    "write it so, such as weir-alarm");
        }
        return slug;
    }

    private static List<String> connections(Fields source, Faults faults) {
        source.need("connections");
        List<String> connections = source.texts("connections");
        if (connections.isEmpty() && source.find("connections").isPresent()) {
            faults.add(
                    source.at("connections"),
                    "no connection is named",
                    "name at least one, exactly");
        }
        if (new HashSet<>(connections).size() < connections.size()) {
            faults.add(source.at("connections"), "a connection is named twice", "name it once");
        }
        for (int index = 0; index < connections.size(); index++) {
            Templates.refuse(
                    source.at("connections") + "/" + index, connections.get(index), faults);
        }
        return connections;
    }

    private static Set<InboxFlag> include(Fields source, Faults faults) {
        Set<InboxFlag> flags = new HashSet<>();
        List<String> words = source.texts("include");
        for (int index = 0; index < words.size(); index++) {
            String word = words.get(index);
            Optional<InboxFlag> flag =
                    INCLUDABLE.stream().filter(each -> each.wire().equals(word)).findFirst();
            flag.ifPresent(flags::add);
            if (flag.isEmpty()) {
                faults.add(
                        source.at("include") + "/" + index,
                        "there is nothing of that name to include",
                        "known: outgoing, muted, echo, backfill");
            }
        }
        return flags;
    }

    private static Optional<Classifier> classifier(Fields rule, Faults faults) {
        Optional<Fields> fields =
                rule.find("classify")
                        .flatMap(
                                value ->
                                        Fields.of(
                                                rule.at("classify"),
                                                value,
                                                faults,
                                                "question",
                                                "with",
                                                "inconclusive"));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> question = fields.get().needText("question");
        Optional<String> with = fields.get().needText("with");
        question.ifPresent(text -> Templates.refuse(fields.get().at("question"), text, faults));
        with.ifPresent(text -> Templates.refuse(fields.get().at("with"), text, faults));
        return Optional.of(
                new Classifier(
                        question.orElse(""),
                        with.orElse(""),
                        word(
                                fields.get(),
                                "inconclusive",
                                Classifier.Inconclusive.values(),
                                Classifier.Inconclusive.REVIEW,
                                faults)));
    }

    private static Order order(Fields rule, Faults faults) {
        return word(rule, "order", Order.values(), Order.KEY, faults);
    }

    private static <E extends Enum<E>> E word(
            Fields fields, String name, E[] known, E usual, Faults faults) {
        Optional<String> word = fields.text(name);
        if (word.isEmpty()) {
            return usual;
        }
        for (E each : known) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word.get())) {
                return each;
            }
        }
        faults.add(
                fields.at(name),
                "there is no such word here",
                "known: "
                        + String.join(
                                ", ",
                                Arrays.stream(known)
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .toList()));
        return usual;
    }

    private static Optional<Batching> batching(Fields rule, Faults faults) {
        Optional<Fields> fields =
                rule.find("batch")
                        .flatMap(
                                value ->
                                        Fields.of(
                                                rule.at("batch"),
                                                value,
                                                faults,
                                                "by",
                                                "quiet",
                                                "max_age",
                                                "max_size"));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Fields batch = fields.get();
        if (batch.text("by").filter(by -> !by.equals("key")).isPresent()) {
            faults.add(batch.at("by"), "events are collected by key only", "write by: key");
        }
        batch.need("quiet");
        Duration quiet =
                batch.span("quiet", Duration.ofMillis(100), LONGEST_WAIT)
                        .orElse(Duration.ofSeconds(1));
        Duration age =
                batch.span("max_age", Duration.ofMillis(100), LONGEST_WAIT)
                        .orElse(Duration.ofHours(1));
        if (age.compareTo(quiet) < 0) {
            faults.add(
                    batch.at("max_age"),
                    "a batch ends before it is quiet",
                    "make it at least quiet");
        }
        return Optional.of(
                new Batching(quiet, age, batch.whole("max_size", 1, 10_000).orElse(100)));
    }

    private static RuleLimits limits(Fields rule, Faults faults) {
        Optional<Fields> fields =
                rule.find("limits")
                        .flatMap(
                                value ->
                                        Fields.of(
                                                rule.at("limits"),
                                                value,
                                                faults,
                                                "per_hour",
                                                "concurrency"));
        RuleLimits usual = RuleLimits.standard();
        return fields.map(
                        limits ->
                                new RuleLimits(
                                        limits.whole("per_hour", 1, 1_000_000),
                                        limits.whole("concurrency", 1, MOST_CONCURRENCY)
                                                .orElse(usual.concurrency())))
                .orElse(usual);
    }
}
