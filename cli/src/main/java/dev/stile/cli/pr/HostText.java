package dev.stile.cli.pr;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.RequiredCheck;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Warning;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The records of code hosts as people read them: one fact a line. */
final class HostText {
    private static final int LONGEST_BODY = 2_000;
    private static final int COLUMN = 8;

    private final Terminal terminal;

    HostText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A fact under its name. */
    void fact(String name, Words... words) {
        List<Words> line = new ArrayList<>();
        line.add(
                Words.of(
                        name.length() < COLUMN
                                ? String.format(Locale.ROOT, "%-" + COLUMN + "s", name)
                                : name + "  "));
        line.addAll(List.of(words));
        terminal.result(line.toArray(Words[]::new));
    }

    void fact(String name, String ours) {
        fact(name, Words.of(ours));
    }

    /** A fact of several words; left out where there are none. */
    void sorted(String name, Collection<String> words) {
        if (!words.isEmpty()) {
            fact(name, String.join(", ", words.stream().sorted().toList()));
        }
    }

    /** What was asked for beside and did not happen. */
    void warnings(List<Warning> warnings) {
        warnings.forEach(
                each -> fact("warning", each.field() + ": " + each.message() + " " + each.code()));
    }

    /** What was not read whole: nothing may be concluded from what is missing there. */
    static List<String> unread(PrFacts facts) {
        List<String> parts = new ArrayList<>();
        if (!facts.status().checks().complete()) {
            parts.add("checks");
        }
        if (!facts.reviews().complete()) {
            parts.add("reviews");
        }
        if (!facts.comments().complete()) {
            parts.add("comments");
        }
        if (!facts.protection().complete()) {
            parts.add("rules of the branch");
        }
        return parts;
    }

    /** The command to type now, as the last line. */
    void next(String command) {
        fact("next", command);
    }

    void status(String named, PRStatus status) {
        terminal.result(
                named
                        + "  "
                        + HostJson.word(status.state())
                        + (status.draft() ? " draft" : "")
                        + "  head "
                        + status.headSha().brief()
                        + "  base "
                        + status.baseBranch()
                        + " "
                        + status.baseSha().brief());
        fact("title", Words.quoted(status.title()));
        fact(
                "author",
                who(status.author())
                        + status.headRepo()
                                .filter(head -> !head.isSameAs(status.pr().repo()))
                                .map(head -> ", from " + head)
                                .orElse(""));
    }

    void merge(PRStatus status) {
        switch (status.state()) {
            case OPEN -> {
                String reasons = String.join(", ", HostJson.words(status.blockReasons()));
                fact(
                        "merge",
                        HostJson.word(status.mergeState())
                                + (reasons.isEmpty() ? "" : "  " + reasons)
                                + status.queue().map(entry -> "  in the queue").orElse(""));
            }
            case MERGED ->
                    fact(
                            "merged",
                            status.mergeSha().map(sha -> sha.brief()).orElse("as unknown")
                                    + status.mergedBy().map(by -> " by " + who(by)).orElse("")
                                    + status.mergedAt().map(at -> " at " + at.at()).orElse(""));
            case CLOSED ->
                    fact(
                            "closed",
                            "unmerged"
                                    + status.closedBy().map(by -> " by " + who(by)).orElse("")
                                    + status.closedAt().map(at -> " at " + at.at()).orElse(""));
        }
    }

    void review(ReviewStatus reviews) {
        String wanted =
                reviews.requiredApprovals().isPresent()
                        ? " of " + reviews.requiredApprovals().getAsInt()
                        : "";
        fact(
                "review",
                (reviews.approved() ? "approved " : "not approved ")
                        + reviews.approvals()
                        + wanted
                        + (reviews.changesRequested() ? ", changes requested" : "")
                        + (reviews.staleApprovals() > 0
                                ? ", " + reviews.staleApprovals() + " stale not counted"
                                : "")
                        + incomplete(reviews.complete()));
    }

    void reviewer(Reviewer reviewer) {
        fact(
                HostJson.word(reviewer.state()).replace('_', ' '),
                who(reviewer.user())
                        + reviewer.sha().map(sha -> "  on " + sha.brief()).orElse("")
                        + reviewer.submittedAt().map(at -> "  " + at.at()).orElse("")
                        + (reviewer.counted() ? "  counts" : "")
                        + reviewer.whyNot()
                                .map(why -> "  does not count: " + HostJson.word(why))
                                .orElse(""));
    }

    void checks(PRStatus status) {
        ChecksSummary checks = status.checks();
        List<Check> required =
                checks.checks().stream().filter(each -> each.required() == Tri.YES).toList();
        long good =
                required.stream().filter(each -> each.outcome() == Check.Outcome.PASSING).count();
        int wanted = required.size() + checks.missingRequired().size();
        List<Words> line = new ArrayList<>();
        line.add(
                Words.of(
                        HostJson.word(status.checksState())
                                + (wanted > 0 ? "  required " + good + " of " + wanted : "")));
        names(line, ", missing: ", checks.missingRequired());
        names(line, ", failing: ", named(required, Check.Outcome.FAILING));
        names(
                line,
                ", optional failing: ",
                named(
                        checks.checks().stream()
                                .filter(each -> each.required() != Tri.YES)
                                .toList(),
                        Check.Outcome.FAILING));
        line.add(Words.of(incomplete(checks.complete())));
        fact("checks", line.toArray(Words[]::new));
    }

    private static List<Tainted<String>> named(List<Check> checks, Check.Outcome outcome) {
        return checks.stream().filter(each -> each.outcome() == outcome).map(Check::name).toList();
    }

    private static void names(List<Words> line, String before, List<Tainted<String>> names) {
        String separator = before;
        for (Tainted<String> name : names) {
            line.add(Words.of(separator));
            line.add(Words.quoted(name));
            separator = ", ";
        }
    }

    void comment(PRComment comment) {
        List<Words> line = new ArrayList<>();
        line.add(
                Words.of(
                        comment.id()
                                + "  "
                                + who(comment.author())
                                + "  "
                                + comment.createdAt().at()
                                + comment.reviewState()
                                        .map(state -> "  " + HostJson.word(state))
                                        .orElse("")
                                + comment.replyTo().map(to -> "  answers " + to).orElse("")
                                + (comment.edited() == Tri.YES ? "  edited" : "")
                                + (comment.resolved() == Tri.YES ? "  resolved" : "")
                                + (comment.hidden() ? "  hidden" : "")
                                + (comment.own() ? "  ours" : "")));
        comment.path()
                .ifPresent(
                        path -> {
                            line.add(Words.of("  "));
                            line.add(Words.quoted(path));
                        });
        comment.line().ifPresent(number -> line.add(Words.of(":" + number.value())));
        terminal.result(line.toArray(Words[]::new));
        terminal.resultBlock(
                comment.body().map(HostText::cut).sanitise(Sanitizers.terminalBlock()));
    }

    /** Not within a character that is two chars. */
    private static String cut(String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters <= LONGEST_BODY) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST_BODY))
                + "\n... ("
                + (characters - LONGEST_BODY)
                + " more)";
    }

    void event(PrEvent event) {
        String more =
                switch (event) {
                    case PrEvent.PrComments comments ->
                            "  " + comments.feedback().size() + " to answer";
                    case PrEvent.PrCiFailure failure ->
                            "  " + failure.failing().size() + " failing";
                    case PrEvent.PrMergeConflict conflict -> "";
                    case PrEvent.PrReadyToMerge ready -> "";
                    case PrEvent.PrMerged merged ->
                            merged.mergeSha().map(sha -> "  as " + sha.brief()).orElse("");
                    case PrEvent.PrClosed closed -> "";
                    case PrEvent.PrBlocked blocked ->
                            "  " + String.join(", ", HostJson.words(blocked.reasons()));
                };
        terminal.result(event.word() + "  head " + event.headSha().brief() + more);
    }

    void protection(BranchProtection rules) {
        fact("rules", HostJson.word(rules.protection()) + incomplete(rules.complete()));
        fact(
                "reviews",
                rules.requiredReviews().isPresent()
                        ? "required " + rules.requiredReviews().getAsInt()
                        : "not known");
        List<Words> line = new ArrayList<>();
        line.add(Words.of(rules.requiredChecks().isEmpty() ? "none required" : ""));
        names(line, "required ", rules.requiredChecks().stream().map(RequiredCheck::name).toList());
        fact("checks", line.toArray(Words[]::new));
        fact("methods", String.join(", ", HostJson.words(rules.allowedMethods())));
        flag("strict", rules.strict());
        flag("dismiss stale", rules.dismissStale());
        flag("code owners", rules.codeOwners());
        flag("last push approval", rules.lastPushApproval());
        flag("thread resolution", rules.threadResolution());
        flag("linear history", rules.linearHistory());
        flag("signed commits", rules.signedCommits());
        flag("merge queue", rules.mergeQueue());
        flag("admins enforced", rules.adminsEnforced());
        flag("locked", rules.locked());
        if (rules.restrictions().isPresent()) {
            fact("pushing", "restricted");
        }
        fact("sources", String.join(", ", rules.sources()));
    }

    private void flag(String name, Tri value) {
        terminal.result(name + " " + HostJson.word(value));
    }

    private static String incomplete(boolean complete) {
        return complete ? "" : ", not read whole";
    }

    /** What an account is called; the terminal shows whatever in it does not show. */
    static String who(UserRef user) {
        String kind =
                switch (user.kind()) {
                    case HUMAN -> "";
                    case BOT -> " (bot)";
                    case GHOST -> " (gone)";
                    case UNKNOWN -> " (unknown kind)";
                };
        return user.login() + kind + (user.self() ? " (us)" : "");
    }

    /** What somebody does next about an open one. */
    static Optional<String> nextOf(String named, List<PrEvent> events) {
        for (PrEvent event : events) {
            Optional<String> command =
                    switch (event) {
                        case PrEvent.PrComments comments ->
                                Optional.of(
                                        ShellWords.command("stile pr comments", named, "--open"));
                        case PrEvent.PrReadyToMerge ready ->
                                Optional.of(
                                        ShellWords.command(
                                                "stile pr merge",
                                                named,
                                                "--expect-head",
                                                ready.headSha()));
                        case PrEvent.PrMerged merged -> Optional.of("git fetch --prune");
                        case PrEvent.PrClosed closed -> Optional.of("git fetch --prune");
                        case PrEvent.PrMergeConflict conflict -> Optional.of("git fetch");
                        case PrEvent.PrCiFailure failure -> Optional.empty();
                        case PrEvent.PrBlocked blocked ->
                                blocked.reasons().equals(Set.of(BlockReason.BEHIND_BASE))
                                        ? Optional.of(
                                                ShellWords.command("stile pr update-branch", named))
                                        : Optional.empty();
                    };
            if (command.isPresent()) {
                return command;
            }
        }
        return Optional.empty();
    }
}
