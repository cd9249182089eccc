package dev.stile.flow.policy;

import dev.stile.api.action.Category;
import dev.stile.api.json.Json;
import dev.stile.api.label.Integrity;
import dev.stile.core.error.Code;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Quota;
import dev.stile.flow.document.DocumentReader;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a policy; what is not known is refused, and one fault refuses the whole. One use. */
final class PolicyReader {
    private static final String[] GRANT = {
        "id",
        "subject",
        "connection",
        "action",
        "category",
        "container",
        "recipient",
        "label",
        "decision",
        "per_hour",
        "approvers",
        "expires"
    };
    private static final String[] QUOTA = {"id", "per", "connection", "per_hour"};

    private final Faults faults = new Faults(Code.POLICY_FILE_NOT_VALID);

    private PolicyReader() {}

    /**
     * @throws IllegalArgumentException naming each place and what is wrong there
     */
    static Policy parse(byte[] yaml) {
        PolicyReader reader = new PolicyReader();
        Optional<Policy> policy =
                new DocumentReader().read(yaml, reader.faults).flatMap(reader::policy);
        if (policy.isEmpty() || !reader.faults.isEmpty()) {
            throw new IllegalArgumentException(
                    reader.faults.list().stream()
                            .map(PolicyReader::told)
                            .collect(Collectors.joining("; ")));
        }
        return policy.get();
    }

    private static String told(Fault fault) {
        return (fault.pointer().isEmpty() ? "" : fault.pointer() + ": ") + fault.reason();
    }

    private Optional<Policy> policy(Json value) {
        return Fields.of("", value, faults, "version", "grants", "quotas")
                .map(
                        document -> {
                            if (document.need("version").isPresent()) {
                                document.whole("version", 1, 1);
                            }
                            return new Policy(
                                    list(document, "grants", GRANT, this::grant),
                                    list(document, "quotas", QUOTA, this::quota));
                        });
    }

    /** A member without a value, as {@code grants:} in an empty policy, is no list. */
    private <T> List<T> list(
            Fields document, String name, String[] known, Function<Fields, T> read) {
        List<T> list = new ArrayList<>();
        if (isNothing(document, name)) {
            return list;
        }
        List<Json> items = document.items(name);
        for (int index = 0; index < items.size(); index++) {
            String place = document.at(name) + "/" + index;
            Fields.of(place, items.get(index), faults, known)
                    .flatMap(fields -> built(place, () -> read.apply(fields)))
                    .ifPresent(list::add);
        }
        return list;
    }

    /** What is wrong with the whole is told where nothing in it was. */
    private <T> Optional<T> built(String place, Supplier<T> make) {
        int before = faults.count();
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException broken) {
            if (faults.count() == before) {
                faults.add(place, String.valueOf(broken.getMessage()), "write it as that says");
            }
            return Optional.empty();
        }
    }

    private Grant grant(Fields fields) {
        return new Grant(
                needed(fields, "id"),
                needed(fields, "subject"),
                needed(fields, "connection"),
                line(fields, "action"),
                line(fields, "category").flatMap(word -> category(fields.at("category"), word)),
                line(fields, "container"),
                line(fields, "recipient"),
                line(fields, "label")
                        .flatMap(word -> constant(Integrity.values(), fields.at("label"), word)),
                constant(Verdict.values(), fields.at("decision"), needed(fields, "decision"))
                        .orElse(Verdict.REFUSE),
                count(fields, "per_hour"),
                count(fields, "approvers").orElse(1),
                line(fields, "expires").flatMap(text -> time(fields.at("expires"), text)));
    }

    private Quota quota(Fields fields) {
        return new Quota(
                needed(fields, "id"),
                constant(Quota.Per.values(), fields.at("per"), needed(fields, "per"))
                        .orElse(Quota.Per.RULE),
                line(fields, "connection"),
                count(fields, "per_hour").orElse(0));
    }

    private String needed(Fields fields, String name) {
        fields.need(name);
        return line(fields, name).orElse("");
    }

    private Optional<String> line(Fields fields, String name) {
        Optional<String> text = isNothing(fields, name) ? Optional.empty() : fields.text(name);
        if (text.isPresent() && text.get().chars().anyMatch(Character::isISOControl)) {
            faults.add(fields.at(name), "here stands no text of one line", "write one line");
        }
        return text;
    }

    private OptionalInt count(Fields fields, String name) {
        return isNothing(fields, name)
                ? OptionalInt.empty()
                : fields.whole(name, 0, Integer.MAX_VALUE);
    }

    private static boolean isNothing(Fields fields, String name) {
        return fields.find(name).orElseGet(Json::nothing) instanceof Json.JsonNull;
    }

    /** A word outside the closed list is refused: nobody can say what it would cover. */
    private Optional<Category> category(String place, String word) {
        Optional<Category> category = Category.parse(word);
        if (category.isEmpty()) {
            faults.add(place, "there is no category " + word, "write one that there is");
        }
        return category;
    }

    private <E extends Enum<E>> Optional<E> constant(E[] constants, String place, String word) {
        for (E constant : constants) {
            if (PolicyText.word(constant).equals(word)) {
                return Optional.of(constant);
            }
        }
        List<String> words = Arrays.stream(constants).map(PolicyText::word).toList();
        faults.add(place, "is none of " + String.join(", ", words), "write one of them");
        return Optional.empty();
    }

    /** A day begins at midnight UTC. */
    private Optional<Instant> time(String place, String text) {
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException broken) {
            faults.add(place, "is no time", "write 2027-01-01 or 2027-01-01T12:00:00Z");
            return Optional.empty();
        }
    }
}
