package dev.stile.connectors.github.branch;

import dev.stile.api.hosting.BranchProtection.Restrictions;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.connectors.github.branch.JoinedRules.Switch;
import dev.stile.connectors.github.wire.Node;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules of rulesets, of the repository and of its organisation, as they stand for one branch. */
final class Rulesets {
    /** Types of {@code repository-rule-detailed} in the vendor's API description. */
    private enum Type {
        CREATION,
        UPDATE,
        DELETION,
        REQUIRED_LINEAR_HISTORY,
        MERGE_QUEUE,
        REQUIRED_DEPLOYMENTS,
        REQUIRED_SIGNATURES,
        PULL_REQUEST,
        REQUIRED_STATUS_CHECKS,
        NON_FAST_FORWARD,
        COMMIT_MESSAGE_PATTERN,
        COMMIT_AUTHOR_EMAIL_PATTERN,
        COMMITTER_EMAIL_PATTERN,
        BRANCH_NAME_PATTERN,
        TAG_NAME_PATTERN,
        WORKFLOWS,
        CODE_SCANNING,
        CODE_QUALITY,
        COPILOT_CODE_REVIEW,
        LICENSE_COMPLIANCE_SCANNING,
        FILE_PATH_RESTRICTION,
        MAX_FILE_PATH_LENGTH,
        FILE_EXTENSION_RESTRICTION,
        MAX_FILE_SIZE,
        OTHER
    }

    private Rulesets() {}

    static void join(Node rule, JoinedRules into) {
        into.found();
        switch (rule.word("type", Type.class, Type.OTHER)) {
            case UPDATE -> into.restrict(new Restrictions(List.of(), List.of(), List.of()));
            case REQUIRED_LINEAR_HISTORY -> into.set(Switch.LINEAR_HISTORY, true);
            case MERGE_QUEUE -> into.set(Switch.MERGE_QUEUE, true);
            case REQUIRED_SIGNATURES -> into.set(Switch.SIGNED_COMMITS, true);
            case PULL_REQUEST -> rule.find("parameters").ifPresent(given -> reviews(given, into));
            case REQUIRED_STATUS_CHECKS ->
                    rule.find("parameters").ifPresent(given -> checks(given, into));
            // They say nothing about a merge, or the host alone can tell whether they are met and
            // its word on the pull request says so.
            case CREATION,
                    DELETION,
                    NON_FAST_FORWARD,
                    REQUIRED_DEPLOYMENTS,
                    COMMIT_MESSAGE_PATTERN,
                    COMMIT_AUTHOR_EMAIL_PATTERN,
                    COMMITTER_EMAIL_PATTERN,
                    BRANCH_NAME_PATTERN,
                    TAG_NAME_PATTERN,
                    WORKFLOWS,
                    CODE_SCANNING,
                    CODE_QUALITY,
                    COPILOT_CODE_REVIEW,
                    LICENSE_COMPLIANCE_SCANNING,
                    FILE_PATH_RESTRICTION,
                    MAX_FILE_PATH_LENGTH,
                    FILE_EXTENSION_RESTRICTION,
                    MAX_FILE_SIZE -> {}
            case OTHER -> into.incomplete();
        }
    }

    private static void reviews(Node given, JoinedRules into) {
        given.findWhole("required_approving_review_count").ifPresent(into::reviews);
        set(given, "dismiss_stale_reviews_on_push", Switch.DISMISS_STALE, into);
        set(given, "require_code_owner_review", Switch.CODE_OWNERS, into);
        set(given, "require_last_push_approval", Switch.LAST_PUSH_APPROVAL, into);
        set(given, "required_review_thread_resolution", Switch.THREAD_RESOLUTION, into);
        if (given.has("allowed_merge_methods")) {
            into.only(methods(given.texts("allowed_merge_methods")));
        }
    }

    private static Set<MergeStrategy> methods(List<Tainted<String>> words) {
        Set<MergeStrategy> methods = EnumSet.noneOf(MergeStrategy.class);
        for (MergeStrategy strategy : MergeStrategy.values()) {
            String word = strategy.name().toLowerCase(Locale.ROOT);
            if (words.stream().anyMatch(given -> is(given, word))) {
                methods.add(strategy);
            }
        }
        return methods;
    }

    private static boolean is(Tainted<String> given, String word) {
        return given.checked(text -> new Fact<>(Tri.of(text.equalsIgnoreCase(word)))).answer()
                == Tri.YES;
    }

    private static void checks(Node given, JoinedRules into) {
        set(given, "strict_required_status_checks_policy", Switch.STRICT, into);
        for (Node check : given.items("required_status_checks")) {
            into.check(check.text("context"), source(check, "integration_id"));
        }
    }

    /** An app by its number, spelled as a check's source is; a negative one means any. */
    static Optional<Tainted<String>> source(Node check, String member) {
        boolean any =
                check.view()
                                .checked(
                                        json ->
                                                new Fact<>(
                                                        Tri.of(
                                                                json.find(member)
                                                                        .map(JsonView::whole)
                                                                        .filter(app -> app > 0)
                                                                        .isEmpty())))
                                .answer()
                        == Tri.YES;
        return any
                ? Optional.empty()
                : Optional.of(check.view().map(json -> "app:" + json.field(member).textOrNumber()));
    }

    private static void set(Node given, String member, Switch what, JoinedRules into) {
        into.set(what, given.tri(member) == Tri.YES);
    }
}
