package dev.stile.flow.policy;

import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Quota;

import java.util.Locale;
import java.util.StringJoiner;

/** A policy as the text that {@link PolicyReader} reads. Pure. */
final class PolicyText {
    static final String EMPTY = "version: 1\ngrants:\n";

    private PolicyText() {}

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

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** In YAML's double quotes; names hold no control characters that would need more. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
