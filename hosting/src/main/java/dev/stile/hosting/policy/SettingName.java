package dev.stile.hosting.policy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.value.BranchName;
import dev.stile.hosting.approve.ApproveSettings;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings by the names under which they are written. */
public enum SettingName {
    MERGE_AUTO("merge.auto", "true or false"),
    MERGE_BASES("merge.bases", "names of branches; none means the default branch"),
    MERGE_QUEUE("merge.queue", "if_required or never"),
    MERGE_BYPASS("merge.identity_may_bypass", "evaluate or refuse"),
    MERGE_TESTED_BASE("merge.require_tested_base", "true or false"),
    MERGE_HOLD_LABELS("merge.hold_labels", "names of labels"),
    MERGE_DELETE_BRANCH("merge.delete_branch", "true or false"),
    APPROVE_ENABLED("approve.enabled", "true or false"),
    APPROVE_BY_AUTHOR("approve.by_author", "true or false"),
    APPROVE_MAX_AGE("approve.max_age", "a time such as 24h"),
    APPROVE_REQUIRE_WRITE("approve.require_write", "true or false"),
    APPROVE_KEPT("approve.kept_over_base_merges", "true or false"),
    CHECKS_NONE("checks.none", "wait or ready"),
    CHECKS_GRACE("checks.grace", "a time such as 5m"),
    CHECKS_SETTLE("checks.settle", "a time such as 2m"),
    REENTRY_MAX("reentry.max", "a whole number from 0 to 1000"),
    ATTEMPTS_MAX("attempts.max", "a whole number from 1 to 1000"),
    FEEDBACK_FROM("feedback.from", "write or all"),
    FEEDBACK_BOTS("feedback.bots", "ids of bots"),
    HANDOFF_REPEAT("handoff.repeat", "a time such as 24h");

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(s|m|h|d)");
    private static final int MOST = 1000;

    private final String key;
    private final String form;

    SettingName(String key, String form) {
        this.key = key;
        this.form = form;
    }

    /** As it is written. */
    public String key() {
        return key;
    }

    /** What its values look like, in words. */
    public String form() {
        return form;
    }

    /** All keys, in their order. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(SettingName::key).toList();
    }

    /**
     * The settings with this one changed.
     *
     * @param values what is written there: one, or several where several are taken
     * @throws Invalid naming the key and what it takes
     */
    PolicySettings set(PolicySettings old, List<String> values) {
        try {
            return changed(old, values);
        } catch (IllegalArgumentException broken) {
            throw new Invalid(key, "takes " + form, List.of());
        }
    }

    private PolicySettings changed(PolicySettings old, List<String> values) {
        return switch (this) {
            case MERGE_AUTO,
                    MERGE_BASES,
                    MERGE_QUEUE,
                    MERGE_BYPASS,
                    MERGE_TESTED_BASE,
                    MERGE_HOLD_LABELS,
                    MERGE_DELETE_BRANCH,
                    APPROVE_KEPT ->
                    old.withMerge(merging(old.merge(), values));
            case APPROVE_ENABLED, APPROVE_BY_AUTHOR, APPROVE_MAX_AGE, APPROVE_REQUIRE_WRITE ->
                    old.withApprove(approving(old.approve(), values));
            case CHECKS_NONE, CHECKS_GRACE, CHECKS_SETTLE ->
                    old.withChecks(checking(old.checks(), values));
            case FEEDBACK_FROM ->
                    old.withFeedback(
                            new PolicySettings.Hearing(
                                    word(PolicySettings.From.class, values),
                                    old.feedback().bots()));
            case FEEDBACK_BOTS ->
                    old.withFeedback(
                            new PolicySettings.Hearing(old.feedback().from(), set(values)));
            case REENTRY_MAX ->
                    old.withLimits(count(values, 0), old.attemptsMax(), old.handOffRepeat());
            case ATTEMPTS_MAX ->
                    old.withLimits(old.reentryMax(), count(values, 1), old.handOffRepeat());
            case HANDOFF_REPEAT ->
                    old.withLimits(old.reentryMax(), old.attemptsMax(), span(values));
        };
    }

    private PolicySettings.Merging merging(PolicySettings.Merging old, List<String> values) {
        return new PolicySettings.Merging(
                this == MERGE_AUTO ? flag(values) : old.auto(),
                this == MERGE_BASES ? values.stream().map(BranchName::new).toList() : old.bases(),
                old.defaultBranch(),
                old.strategy(),
                this == MERGE_QUEUE ? word(MergeGuard.Queue.class, values) : old.queue(),
                this == MERGE_BYPASS ? word(PolicySettings.Bypass.class, values) : old.bypass(),
                this == MERGE_TESTED_BASE ? flag(values) : old.testedBase(),
                this == MERGE_HOLD_LABELS ? set(values) : old.holdLabels(),
                this == MERGE_DELETE_BRANCH ? flag(values) : old.deleteBranch(),
                this == APPROVE_KEPT ? flag(values) : old.olderApprovals());
    }

    private ApproveSettings approving(ApproveSettings old, List<String> values) {
        return new ApproveSettings(
                this == APPROVE_ENABLED ? flag(values) : old.enabled(),
                this == APPROVE_BY_AUTHOR ? flag(values) : old.byAuthor(),
                this == APPROVE_MAX_AGE ? span(values) : old.maxAge(),
                this == APPROVE_REQUIRE_WRITE ? flag(values) : old.requireWrite());
    }

    private PolicySettings.Checks checking(PolicySettings.Checks old, List<String> values) {
        return new PolicySettings.Checks(
                this == CHECKS_NONE ? word(PolicySettings.None.class, values) : old.none(),
                this == CHECKS_GRACE ? span(values) : old.grace(),
                this == CHECKS_SETTLE ? span(values) : old.settle());
    }

    private static String one(List<String> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException("one value");
        }
        return values.getFirst();
    }

    private static boolean flag(List<String> values) {
        return switch (one(values)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static <E extends Enum<E>> E word(Class<E> type, List<String> values) {
        String word = one(values);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("none of the words");
    }

    private static int count(List<String> values, int least) {
        int number = Integer.parseInt(one(values));
        if (number < least || number > MOST) {
            throw new IllegalArgumentException("out of bounds");
        }
        return number;
    }

    private static Duration span(List<String> values) {
        Matcher matcher = SPAN.matcher(one(values));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no span of time");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Set<String> set(List<String> values) {
        if (values.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a blank name");
        }
        return new LinkedHashSet<>(values);
    }
}
