package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is checked before any request is made. Each refusal names its field. */
final class HostLimits {
    private static final int LONGEST_TITLE = 255;
    private static final int MOST_NAMES = 100;
    private static final int LONGEST_NAME = 255;

    private HostLimits() {}

    static void check(PROptions options, int longestBody) {
        title(options.title().value());
        body("body", options.body().value(), longestBody);
        names("labels", options.labels());
        names("reviewers", options.reviewers());
        boolean sameRepo =
                options.headRepo().map(head -> head.isSameAs(options.repo())).orElse(true);
        if (sameRepo && options.branch().equals(options.base())) {
            throw new Invalid("base", "is another branch than the head", List.of());
        }
    }

    static void check(PRUpdates updates, int longestBody) {
        updates.title().ifPresent(title -> title(title.value()));
        updates.body().ifPresent(body -> body("body", body.value(), longestBody));
        names("labels_add", updates.labelsAdd());
        names("labels_remove", updates.labelsRemove());
        Set<String> both = folded(updates.labelsAdd());
        both.retainAll(folded(updates.labelsRemove()));
        if (!both.isEmpty()) {
            throw new Invalid("labels_remove", "names a label that is to be added", List.of());
        }
    }

    static void title(String title) {
        int length = title.codePointCount(0, title.length());
        if (title.isBlank() || length > LONGEST_TITLE) {
            throw new Invalid("title", "has 1 to 255 characters", List.of());
        }
        if (title.chars().anyMatch(Character::isISOControl)) {
            throw new Invalid("title", "holds no control character", List.of());
        }
    }

    /** No host keeps a control character of a text; some cut the text there. */
    static void body(String field, String body, int longest) {
        int length = body.codePointCount(0, body.length());
        if (length > longest) {
            throw new Invalid(
                    field, "has at most " + longest + " characters, not " + length, List.of());
        }
        if (body.chars().anyMatch(HostLimits::isUnwritten)) {
            throw new Invalid(
                    field, "holds no control character beside tabs and line ends", List.of());
        }
    }

    private static boolean isUnwritten(int character) {
        return Character.isISOControl(character)
                && character != '\t'
                && character != '\r'
                && character != '\n';
    }

    static void names(String field, List<String> names) {
        if (names.size() > MOST_NAMES) {
            throw new Invalid(field, "are at most 100", List.of());
        }
        for (String name : names) {
            if (name.isBlank()
                    || name.codePointCount(0, name.length()) > LONGEST_NAME
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new Invalid(
                        field, "each has 1 to 255 characters and no control character", List.of());
            }
        }
        if (folded(names).size() < names.size()) {
            throw new Invalid(field, "holds no name twice", List.of());
        }
    }

    private static Set<String> folded(List<String> names) {
        Set<String> folded = new HashSet<>();
        names.forEach(name -> folded.add(name.toLowerCase(Locale.ROOT)));
        return folded;
    }
}
