package dev.stile.flow.label;

import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;

import java.util.stream.Collectors;

/** Labels in words. */
final class Labels {
    private Labels() {}

    static String words(Label label) {
        String integrity = label.integrity() == Integrity.TRUSTED ? "trusted" : "untrusted";
        return label.confidentiality().isPublic()
                ? integrity + ", public"
                : integrity
                        + ", private to "
                        + label.confidentiality().scopes().stream()
                                .map(Scope::toString)
                                .collect(Collectors.joining(" and "));
    }
}
