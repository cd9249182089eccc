package dev.stile.cli.demo;

import dev.stile.core.terminal.Words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * The story: a branch and its pull request, an approval that a push makes stale, a red check that
 * turns green, a merge of exactly the approved head, the proof by git; then a push in the last
 * moment, and nothing lands.
 */
final class PullRequestRound {
    private static final String FIRST = HostWorkshop.REPO + "#1";
    private static final String SECOND = HostWorkshop.REPO + "#2";

    private final HostWorkshop workshop;
    private final TypedCommands commands;

    PullRequestRound(HostWorkshop workshop, TypedCommands commands) {
        this.workshop = workshop;
        this.commands = commands;
    }

    void run() {
        connect();
        open();
        review();
        checks();
        merge();
        race();
        proof();
    }

    private void connect() {
        commands.say(
                "A code host is simulated at "
                        + workshop.web()
                        + ", with a real repository. Connect to it.");
        commands.run(
                "stile",
                "connect",
                workshop.connector(),
                "work",
                "--set",
                "web_url=" + workshop.web(),
                "--secret",
                "token=file:" + workshop.token());
        commands.run("git", "clone", "--quiet", workshop.web() + "/" + HostWorkshop.REPO + ".git");
        commands.changeTo("shop");
        commands.say("git asks Stile for the credential of that origin, and of no other one.");
        commands.run("git", "config", "credential." + workshop.web() + ".helper", "stile");
    }

    private void open() {
        commands.run("git", "switch", "--quiet", "--create", "round-total");
        write("def total(prices):\n    return round(sum(round(p, 2) for p in prices), 2)\n");
        commands.run("git", "commit", "--quiet", "--all", "--message", "Round the total");
        commands.run("git", "push", "--quiet", "origin", "round-total");
        commands.run(
                "stile",
                "pr",
                "create",
                "--head",
                "round-total",
                "--base",
                "main",
                "--title",
                "Round the total");
    }

    private void review() {
        commands.say("Jonas approves. Maya asks for a change.");
        workshop.approves(1, "jonas");
        workshop.asksForAChange(1, "maya", "Rounding twice loses cents. Once is enough?");
        commands.run("stile", "pr", "comments", FIRST, "--open");
        write("def total(prices):\n    return round(sum(prices), 2)\n");
        commands.run("git", "commit", "--quiet", "--all", "--message", "Round once");
        commands.run("git", "push", "--quiet", "origin", "round-total");
        commands.say("Jonas looked at the old head: his approval does not count for this one.");
        commands.run("stile", "pr", "reviews", FIRST);
    }

    private void checks() {
        commands.say("The checks run on the new head. First they fail, then they are run again.");
        workshop.check(1, "failure");
        commands.runRefused("stile", "pr", "status", FIRST, "--check");
        workshop.check(1, "success");
        commands.say("They pass now, and Maya approves this head.");
        workshop.approves(1, "maya");
        commands.run("stile", "pr", "status", FIRST);
    }

    private void merge() {
        commands.say("A merge names the head that was looked at.");
        String head = workshop.head(1);
        commands.run("stile", "pr", "merge", FIRST, "--expect-head", head);
        commands.say("What landed, by git alone: the tree of main is that of the approved head.");
        commands.run("git", "fetch", "--quiet", "origin", "main");
        commands.run("git", "log", "--oneline", "--max-count", "2", "origin/main");
        commands.run("git", "rev-parse", "origin/main^{tree}", head + "^{tree}");
        commands.run("git", "diff", "--exit-code", head, "origin/main");
        commands.run("stile", "pr", "verify", FIRST);
    }

    private void race() {
        commands.say("Once more; this time somebody pushes between the look and the merge.");
        commands.run("git", "switch", "--quiet", "--create", "never-below-zero", "origin/main");
        write("def total(prices):\n    return max(0, round(sum(prices), 2))\n");
        commands.run("git", "commit", "--quiet", "--all", "--message", "Never below zero");
        commands.run("git", "push", "--quiet", "origin", "never-below-zero");
        commands.run(
                "stile",
                "pr",
                "create",
                "--head",
                "never-below-zero",
                "--base",
                "main",
                "--title",
                "Never below zero");
        workshop.check(2, "success");
        workshop.approves(2, "maya");
        commands.run("stile", "pr", "status", SECOND, "--check");
        String head = workshop.head(2);
        workshop.pushesBeforeTheMerge(2, "def total(prices):\n    return 0\n");
        commands.runRefused("stile", "pr", "merge", SECOND, "--expect-head", head);
        commands.say("Nothing landed.");
        commands.run("git", "fetch", "--quiet", "origin", "main");
        commands.run("git", "log", "--oneline", "--max-count", "2", "origin/main");
        commands.show(Words.of("    merges that the host did: " + workshop.merges()));
    }

    private void proof() {
        commands.say("Every call left rows in the audit log, and they prove themselves.");
        commands.run("stile", "audit", "list", "--limit", "6");
        commands.run("stile", "audit", "verify");
    }

    private void write(String text) {
        try {
            Files.writeString(commands.folder().resolve(HostWorkshop.FILE), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(HostWorkshop.FILE, failed);
        }
    }
}
