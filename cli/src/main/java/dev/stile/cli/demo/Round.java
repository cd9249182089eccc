package dev.stile.cli.demo;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.core.terminal.Words;
import dev.stile.simulator.json.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The story: clone, edit, push, a conflict, its settlement, and the proof of what crossed. */
final class Round {
    private static final String PROJECT = "demo";
    private static final String EDITED = "3";
    private static final String EDITED_FILE = "issues/" + EDITED + ".md";

    private final Workshop workshop;
    private final TypedCommands commands;

    Round(Workshop workshop, TypedCommands commands) {
        this.workshop = workshop;
        this.commands = commands;
    }

    void run() {
        commands.say(
                "A tracker is simulated at "
                        + workshop.simulator().baseUri()
                        + ". Clone its project demo.");
        commands.run("git", "clone", "stile::sim/demo", "shop");
        commands.changeTo("shop");
        editAndAdd();
        conflict();
        proof();
    }

    private void editAndAdd() {
        commands.say(
                "Every record is a file. Change a title in " + EDITED_FILE + ", add a new file.");
        retitle("Pay with a gift card or a voucher");
        write(
                "issues/gift-wrap.md",
                "---\ntitle: Offer gift wrapping\n---\n\nPaper, ribbon, a card.\n");
        commands.run("git", "add", "--all");
        commands.run("git", "commit", "--quiet", "--message", "Vouchers, and gift wrapping");
        commands.run("git", "show", "--stat", "--format=%s");
        commands.run("git", "push");
        commands.say("What the server has now:");
        showServer(EDITED);
        showServer(newest());
        commands.say("The new record got its id from the server.");
        commands.run("git", "pull");
    }

    private void conflict() {
        commands.say("A colleague changes the same title on the server, and we change it here.");
        workshop.simulator()
                .controls()
                .change(
                        PROJECT,
                        EDITED,
                        Json.object()
                                .put(
                                        "set",
                                        Json.object().put("title", "Pay with gift cards").build())
                                .build());
        retitle("Pay with a gift card, a voucher or cash");
        commands.run("git", "commit", "--quiet", "--all", "--message", "Cash, too");
        commands.runRefused("git", "push");
        commands.say("Nothing was overwritten. Pull, settle the conflict, push again.");
        commands.runRefused("git", "pull", "--no-rebase");
        settle("Pay with gift cards, vouchers or cash");
        commands.run(
                "git", "commit", "--quiet", "--all", "--message", "Gift cards, vouchers, cash");
        commands.run("git", "push");
        commands.say("What the server has now:");
        showServer(EDITED);
    }

    private void proof() {
        commands.say("Every crossing left rows in the audit log, and they prove themselves.");
        commands.run("stile", "audit", "list", "--limit", "8");
        commands.run("stile", "audit", "verify");
    }

    private String newest() {
        return workshop.simulator().controls().records(PROJECT).getLast().text("id").orElseThrow();
    }

    private void showServer(String id) {
        workshop.simulator().controls().records(PROJECT).stream()
                .filter(record -> record.text("id").filter(id::equals).isPresent())
                .forEach(
                        record ->
                                commands.show(
                                        Words.of("    " + id + "  "),
                                        Words.quoted(outside(record.text("title").orElse("")))));
    }

    private static Tainted<String> outside(String text) {
        return Tainted.of(text, Label.outside(Scope.of("sim", PROJECT)));
    }

    private void retitle(String title) {
        write(EDITED_FILE, read(EDITED_FILE).replaceFirst("(?m)^title: .*$", "title: " + title));
    }

    /** Takes one title in place of the two that git could not choose from. */
    private void settle(String title) {
        write(
                EDITED_FILE,
                read(EDITED_FILE)
                        .replaceFirst("(?s)<<<<<<< .*?>>>>>>> [^\\n]*", "title: " + title));
    }

    private String read(String file) {
        try {
            return Files.readString(commands.folder().resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(file, failed);
        }
    }

    private void write(String file, String text) {
        try {
            Path path = commands.folder().resolve(file);
            Files.writeString(path, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(file, failed);
        }
    }
}
