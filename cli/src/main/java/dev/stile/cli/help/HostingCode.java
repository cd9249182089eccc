package dev.stile.cli.help;

import dev.stile.api.json.Json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the facet of code hosts says beside the code of an error: in warnings, in headlines and in
 * the rows of writes. Each with why it happens and what to type.
 */
enum HostingCode {
    NOT_READY(
            "the connection to the code host is not started",
            "A call came before the start, after the end, or after a start that failed.",
            "See what the start says, and mend the settings that it names.",
            false,
            "stile doctor"),
    REMOTE_HOST_REFUSED(
            "no credential goes to that git remote",
            "A credential goes only to an origin that was granted to the connection, spelled the same.",
            "Use the address of the connection's own host, or grant the origin if you trust it.",
            false,
            "stile pr remote REMOTE_URL",
            "stile connection origins CONNECTION"),
    REPO_MOVED(
            "the repository has another name now",
            "The host led us from the old name to a new one.",
            "Name it as the warning says from now on.",
            false,
            "stile pr status PR"),
    LABEL_FAILED(
            "the pull request is there, and a label is not on it",
            "The host refused the label, or took it and does not show it.",
            "See whether the label exists and whether the account may put it on, then add it again.",
            true,
            "stile pr update PR --add-label LABEL"),
    REVIEWER_FAILED(
            "the pull request is there, and a reviewer was not asked",
            "The host takes only certain accounts as reviewers: mostly those with a role in the repository,"
                    + " and never the author.",
            "Ask somebody whom the host takes.",
            true,
            "stile pr request-review PR REVIEWER"),
    DISMISS_FAILED(
            "an approval was not dismissed",
            "The host refused it for this account, or the review is gone.",
            "See which approvals stand, and dismiss them with an account that may.",
            true,
            "stile pr reviews PR",
            "stile pr dismiss PR --message WHY"),
    LIST_INCOMPLETE(
            "not every review could be read",
            "A page of the list failed, or there are more pages than the cap of the settings.",
            "Dismiss again: what was dismissed stays so.",
            true,
            "stile pr dismiss PR --message WHY"),
    HEAD_MOVED(
            "somebody pushed while approvals were dismissed",
            "The head after the last dismissal is another one than before the first.",
            "Look at the reviews of the new head.",
            false,
            "stile pr reviews PR"),
    MERGE_CONFLICT(
            "it conflicts with its base",
            "Both changed the same lines.",
            "Merge the base into the head, settle the conflicts, and push.",
            false,
            "git fetch",
            "stile pr status PR"),
    MERGE_HEAD_CHANGED(
            "the head is another one than that which was to be merged",
            "Somebody pushed.",
            "Look at the new head, then merge that.",
            false,
            "stile pr status PR"),
    MERGE_BASE_CHANGED(
            "the base is another one than was expected",
            "It was retargeted, or somebody pushed to the base.",
            "Look at it again, then merge.",
            false,
            "stile pr status PR"),
    MERGE_NOT_COMPUTED(
            "the host does not know yet whether it can be merged",
            "It computes that after each push, for seconds or minutes.",
            "Wait a little, then merge again.",
            true,
            "stile pr status PR"),
    MERGE_TRANSIENT(
            "the merge did not happen for a passing reason",
            "The host could not be reached, or the branches moved while it merged.",
            "Merge again; if a request was sent whose answer was lost, settle that first.",
            true,
            "stile pr verify PR --writes"),
    MERGE_RATE_LIMITED(
            "the host wants fewer requests",
            "A limit of this account is used up.",
            "Wait until the time that is named, then merge again.",
            true,
            "stile doctor --online",
            "stile pr status PR"),
    MERGE_BLOCKED(
            "rules of the base branch are not met",
            "Reviews, checks or threads that the rules ask for are missing.",
            "Settle what the status lists; no command merges past a rule.",
            false,
            "stile pr status PR",
            "stile pr protection REPO BRANCH"),
    MERGE_DRAFT(
            "it is a draft",
            "A draft is not merged.",
            "Say that it is ready, if it is.",
            false,
            "stile pr update PR --ready"),
    MERGE_METHOD_NOT_ALLOWED(
            "the repository does not merge in this way",
            "Its settings or the rules of the branch leave other strategies.",
            "Take one that is allowed.",
            false,
            "stile pr protection REPO BRANCH"),
    MERGE_QUEUE_REQUIRED(
            "the base branch is entered by its queue only",
            "The rules of the branch ask for a merge queue.",
            "Put it into the queue.",
            false,
            "stile pr merge PR --expect-head SHA --queue"),
    MERGE_PERMISSION(
            "the account may not merge here",
            "Its role or the scopes of its token do not reach that far, or the repository is archived.",
            "Merge with an account that may, or have the right granted.",
            false,
            "stile doctor --online",
            "stile pr status PR"),
    MERGE_CLOSED(
            "the pull request is closed",
            "Somebody closed it without merging it.",
            "Open it again at the host if it shall be merged.",
            false,
            "stile pr status PR"),
    MERGE_MERGED_OTHER_HEAD(
            "it was merged with another head than that which was looked at",
            "Somebody pushed and merged.",
            "Look at what landed, and prove it.",
            false,
            "stile pr verify PR");

    private static final String PREFIX = "hosting.";

    private final String headline;
    private final String cause;
    private final String fix;
    private final boolean retryable;
    private final String next;

    HostingCode(String headline, String cause, String fix, boolean retryable, String... next) {
        this.headline = headline;
        this.cause = cause;
        this.fix = fix;
        this.retryable = retryable;
        this.next = String.join("\n", next);
    }

    /** The one of that slug, in any case. */
    static Optional<HostingCode> find(String typed) {
        return Arrays.stream(values())
                .filter(code -> code.slug().equals(typed.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    String slug() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    Json document() {
        return Json.object()
                .put("code", slug())
                .put("message", headline)
                .put("cause", cause)
                .put("fix", fix)
                .put("next", next.lines().toList())
                .put("retryable", retryable)
                .build();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of(slug() + ": " + headline, "", "Cause: " + cause, "Fix: " + fix));
        lines.add("Recovery:");
        next.lines().forEach(command -> lines.add("  " + command));
        lines.add("Worth repeating as it stands: " + (retryable ? "yes" : "no"));
        return lines;
    }
}
