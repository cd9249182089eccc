package dev.stile.simulator.seed;

import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.engine.User;
import dev.stile.simulator.json.Json;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Many records that look like a busy project's; a function of the number and the seed alone. */
final class GeneratedSeed {
    private static final String[] WORDS =
            ("the order page shows an empty list when a customer opens it after the session has "
                            + "ended and nobody notices until the report of the next day we tried it with the old client and with the "
                            + "new one both keep the value in memory but only one writes it back please check whether this still "
                            + "happens on the test host before we change how retries are counted there is a workaround described below "
                            + "restart worker clear cache import invoice delivery address printer label payment timeout request answer "
                            + "server index query column table migration release rollback button dialog colour font language")
                    .split(" ");
    private static final String[] OPENINGS = {
        "Fix", "Add", "Remove", "Document", "Check", "Rename", "Speed up", "Explain", "Test", "Move"
    };
    private static final String[] STATUSES = {
        "Open", "Open", "Open", "In Progress", "In Review", "Done", "Done", "Triage"
    };
    private static final String[] TYPES = {"bug", "task", "task", "story", "question"};
    private static final String[] PRIORITIES = {"low", "normal", "normal", "high", "urgent"};
    private static final String[] LABELS = {
        "api", "ui", "database", "billing", "mobile", "search", "docs", "ops"
    };

    private final Tracker tracker;
    private final Project project;
    private final int records;
    private final SplittableRandom random;

    GeneratedSeed(Tracker tracker, Project project, int records, long seed) {
        this.tracker = tracker;
        this.project = project;
        this.records = records;
        this.random = new SplittableRandom(seed);
    }

    void sow() {
        List<User> users = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            // Two of twelve share a display name, as people do.
            users.add(
                    tracker.addUser(
                            "user" + i,
                            "User "
                                    + (i == 12
                                            ? "Eleven"
                                            : i == 11 ? "Eleven" : Integer.toString(i))));
        }
        Instant at = Instant.parse("2024-01-01T00:00:00Z");
        for (int number = 1; number <= records; number++) {
            at = at.plusSeconds(60 + random.nextInt(600)).plusMillis(random.nextInt(1000));
            User author = pick(users);
            int comments = random.nextInt(100) < 15 ? 1 + random.nextInt(4) : 0;
            StoredRecord record =
                    project.insert(draft(number, users).content(), author, at, comments);
            for (int i = 0; i < comments; i++) {
                project.conversations()
                        .addComment(
                                record,
                                pick(users),
                                sentence(6 + random.nextInt(20)),
                                Optional.empty(),
                                at.toString());
            }
        }
    }

    private Draft draft(int number, List<User> users) {
        Draft draft =
                new Draft(pick(OPENINGS) + " " + words(3 + random.nextInt(6)))
                        .is(pick(TYPES), pick(STATUSES), pick(PRIORITIES))
                        .body(body());
        if (random.nextInt(3) > 0) {
            draft.assigned(pick(users).handle());
        }
        int labels = random.nextInt(3);
        if (labels > 0) {
            int first = random.nextInt(LABELS.length);
            draft.labelled(
                    labels == 1
                            ? new String[] {LABELS[first]}
                            : new String[] {LABELS[first], LABELS[(first + 3) % LABELS.length]});
        }
        if (number > 10 && random.nextInt(10) == 0) {
            draft.under(project.settings().idPrefix() + (1 + random.nextInt(number - 1)));
        }
        if (random.nextInt(5) == 0) {
            draft.due(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)).toString());
        }
        if (random.nextInt(2) == 0) {
            draft.field("severity", Json.number(1 + random.nextInt(5)));
        }
        if (random.nextInt(4) == 0) {
            draft.field("story_points", Json.number(1 + random.nextInt(13)));
        }
        return draft;
    }

    /**
     * Half of the bodies are shorter than about 600 bytes, one in a hundred has some 20 thousand.
     */
    private String body() {
        int roll = random.nextInt(100);
        int paragraphs = roll == 0 ? 70 : roll < 15 ? 5 + random.nextInt(6) : 1 + random.nextInt(4);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < paragraphs; i++) {
            if (i > 0) {
                text.append('\n');
            }
            switch (random.nextInt(8)) {
                case 0 ->
                        text.append("- ")
                                .append(words(8))
                                .append("\n- ")
                                .append(words(6))
                                .append("\n- ")
                                .append(words(9))
                                .append('\n');
                case 1 -> text.append("```\n").append(words(12)).append("\n```\n");
                default ->
                        text.append(sentence(14 + random.nextInt(22)))
                                .append(' ')
                                .append(sentence(10))
                                .append('\n');
            }
        }
        return text.toString();
    }

    private String sentence(int count) {
        String text = words(count);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(pick(WORDS));
        }
        return text.toString();
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    private User pick(List<User> from) {
        return from.get(random.nextInt(from.size()));
    }
}
