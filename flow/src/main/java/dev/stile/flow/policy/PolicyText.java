package dev.stile.flow.policy;

import dev.stile.api.action.Category;
import dev.stile.api.json.Json;
import dev.stile.api.label.Integrity;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Quota;
import dev.stile.flow.document.Documents;
import dev.stile.flow.document.UnreadableDocumentException;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.StringJoiner;

/** A policy as a document; what is not known is refused. Pure. */
final class PolicyText {
    static final String EMPTY = "version: 1\ngrants:\n";

    private PolicyText() {}

    /**
     * @throws IllegalArgumentException naming the place and what is wrong there
     */
    static Policy parse(byte[] yaml) {
        Fields document = new Fields("the policy", load(yaml));
        if (document.number("version").orElse(0) != 1) {
            throw new IllegalArgumentException("the policy: version has to be 1");
        }
        List<Grant> grants = document.list("grants").stream().map(PolicyText::grant).toList();
        List<Quota> quotas = document.list("quotas").stream().map(PolicyText::quota).toList();
        document.requireNothingElse();
        return new Policy(grants, quotas);
    }

    /** A whole policy as text. */
    static String write(Policy policy) {
        StringBuilder yaml = new StringBuilder(EMPTY);
        policy.grants().forEach(grant -> yaml.append(line(grant)));
        if (!policy.quotas().isEmpty()) {
            yaml.append("quotas:\n");
            policy.quotas().forEach(quota -> yaml.append(line(quota)));
        }
        return yaml.toString();
    }

    /** One grant as one line of the list. */
    static String line(Grant grant) {
        StringJoiner fields = new StringJoiner(", ", "  - { ", " }\n");
        fields.add("id: " + grant.id());
        fields.add("subject: " + quoted(grant.subject()));
        fields.add("connection: " + quoted(grant.connection()));
        grant.action().ifPresent(action -> fields.add("action: " + quoted(action)));
        grant.category().ifPresent(category -> fields.add("category: " + category.wire()));
        grant.container().ifPresent(name -> fields.add("container: " + quoted(name)));
        grant.recipient().ifPresent(name -> fields.add("recipient: " + quoted(name)));
        grant.label().ifPresent(label -> fields.add("label: " + word(label)));
        fields.add("decision: " + word(grant.decision()));
        grant.perHour().ifPresent(count -> fields.add("per_hour: " + count));
        if (grant.approvers() > 1) {
            fields.add("approvers: " + grant.approvers());
        }
        grant.expires().ifPresent(time -> fields.add("expires: " + quoted(time.toString())));
        return fields.toString();
    }

    private static String line(Quota quota) {
        StringJoiner fields = new StringJoiner(", ", "  - { ", " }\n");
        fields.add("id: " + quota.id());
        fields.add("per: " + word(quota.per()));
        quota.connection().ifPresent(slug -> fields.add("connection: " + quoted(slug)));
        fields.add("per_hour: " + quota.perHour());
        return fields.toString();
    }

    private static Json load(byte[] yaml) {
        try {
            return Documents.read(yaml);
        } catch (UnreadableDocumentException broken) {
            throw new IllegalArgumentException(broken.getMessage(), broken);
        }
    }

    private static Grant grant(Fields fields) {
        return fields.build(
                () ->
                        new Grant(
                                fields.required("id"),
                                fields.required("subject"),
                                fields.required("connection"),
                                fields.text("action"),
                                fields.text("category").map(PolicyText::category),
                                fields.text("container"),
                                fields.text("recipient"),
                                fields.text("label").map(word -> constant(Integrity.class, word)),
                                constant(Verdict.class, fields.required("decision")),
                                fields.number("per_hour"),
                                fields.number("approvers").orElse(1),
                                fields.text("expires").map(PolicyText::time)));
    }

    private static Quota quota(Fields fields) {
        return fields.build(
                () ->
                        new Quota(
                                fields.required("id"),
                                constant(Quota.Per.class, fields.required("per")),
                                fields.text("connection"),
                                orNone(fields.number("per_hour"))));
    }

    private static int orNone(OptionalInt number) {
        return number.orElse(0);
    }

    /** A word outside the closed list is refused: nobody can say what it would cover. */
    private static Category category(String word) {
        return Category.parse(word)
                .orElseThrow(() -> new IllegalArgumentException("there is no category " + word));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is none of its words");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A day begins at midnight UTC. */
    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException broken) {
            throw new IllegalArgumentException("a time is 2027-01-01 or 2027-01-01T12:00:00Z");
        }
    }

    /** In YAML's double quotes; names hold no control characters that would need more. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
