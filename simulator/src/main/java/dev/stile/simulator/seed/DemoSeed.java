package dev.stile.simulator.seed;

import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.engine.User;
import dev.stile.simulator.json.Json;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A small shop's tracker, to be read by people. */
final class DemoSeed {
    private final Tracker tracker;
    private final Project project;
    private Instant at = Instant.parse("2026-03-02T08:15:00Z");

    DemoSeed(Tracker tracker, Project project) {
        this.tracker = tracker;
        this.project = project;
    }

    void sow() {
        User maya = tracker.addUser("maya", "Maya Lindqvist");
        User jonas = tracker.addUser("jonas", "Jonas Weber");
        User sam = tracker.addUser("sam", "Sam Lee");
        User samuel = tracker.addUser("samuel", "Sam Lee");
        add(
                maya,
                0,
                new Draft("Checkout")
                        .is("story", "In Progress", "high")
                        .assigned("maya")
                        .labelled("checkout")
                        .due("2026-06-30")
                        .body(
                                "Everything between the basket and the receipt.\n\n"
                                        + "- [x] basket keeps its items over night\n- [ ] pay with a gift card\n- [ ] receipt by mail\n")
                        .field("story_points", Json.number(13)));
        StoredRecord twice =
                add(
                        jonas,
                        2,
                        new Draft("Order is charged twice on a slow connection")
                                .is("bug", "In Progress", "urgent")
                                .assigned("jonas", "sam")
                                .labelled("checkout", "payment")
                                .under(id(1))
                                .body(
                                        "A customer pressed **Pay** twice because nothing happened for six seconds.\n\n"
                                                + "Steps:\n\n1. Slow the network down to 50 kB/s.\n2. Press *Pay*, wait two seconds, press again.\n"
                                                + "3. There are two charges.\n\n```\nPOST /orders 201 6.2 s\nPOST /orders 201 5.9 s\n```\n")
                                .field("severity", Json.number(1))
                                .field("customer", Json.text("Bakery Rosa"))
                                .field("channel", Json.text("phone"))
                                .field("votes", Json.number(7)));
        comment(twice, sam, "Reproduced twice in a row. The second request has no key.");
        comment(twice, jonas, "Then it is ours. The form sends one key per page, not per press.");
        add(
                sam,
                0,
                new Draft("Pay with a gift card")
                        .is("story", "Open", "normal")
                        .labelled("checkout")
                        .under(id(1))
                        .body(
                                "Cards come in 10, 25 and 50. A card can pay for a part of an order.\n")
                        .field("story_points", Json.number(5)));
        add(
                samuel,
                0,
                new Draft("Opening hours are wrong on public holidays")
                        .is("bug", "Triage", "normal")
                        .labelled("website")
                        .body("The page said *open* on New Year's Day.\n")
                        .field("severity", Json.number(3))
                        .field("channel", Json.text("mail")));
        StoredRecord stock =
                add(
                        maya,
                        1,
                        new Draft("Stock list for the spring season")
                                .is("task", "Open", "normal")
                                .assigned("samuel")
                                .labelled("stock")
                                .due("2026-04-15")
                                .body(
                                        "| item | now | wanted |\n|---|---:|---:|\n| seed trays | 14 | 60 |\n| twine, 50 m | 3 | 20 |\n")
                                .field("review_on", Json.text("2026-04-01")));
        comment(stock, maya, "Ask the supplier about twine first, they were late last year.");
        add(
                jonas,
                0,
                new Draft("Move the web shop to the new host")
                        .is("task", "In Review", "high")
                        .assigned("jonas")
                        .labelled("website")
                        .linked("blocks", id(4))
                        .body("Certificates, redirects, the old addresses of the catalogue.\n")
                        .field("blocked", Json.bool(false)));
        add(
                sam,
                0,
                new Draft("How do we take back opened bags?")
                        .is("question", "Done", "low")
                        .labelled("stock")
                        .body("We do, within 14 days, as a credit note.\n"));
        add(
                samuel,
                0,
                new Draft("Umlauts in street names: Hauptstraße, Øster Søgade, 東京都")
                        .is("bug", "Duplicate", "low")
                        .labelled("checkout", "website")
                        .linked("duplicates", id(2))
                        .body("The label printer shows `?` instead.\n")
                        .field("severity", Json.number(4)));
    }

    private StoredRecord add(User author, long comments, Draft draft) {
        at = at.plus(Duration.ofMinutes(1567));
        return project.insert(draft.content(), author, at, comments);
    }

    private void comment(StoredRecord on, User author, String text) {
        project.conversations().addComment(on, author, text, Optional.empty(), on.at().toString());
    }

    private String id(int number) {
        return project.settings().idPrefix() + number;
    }
}
