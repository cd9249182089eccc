package dev.stile.flow.label;

import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;

import java.util.stream.Collectors;

/** Labels in words. */
public final class Labels {
    private Labels() {}

    /** Such as {@code untrusted, private to work/demo}. */
    public static String words(Label label) {
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
