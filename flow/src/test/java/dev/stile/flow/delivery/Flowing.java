package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import dev.stile.flow.routing.ChainDepth;
import dev.stile.flow.rule.Batching;
import dev.stile.flow.rule.RuleAction;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A process that routes and works until nothing is left: {@code FOLDER SLUGS}. A slug names its
 * rule's action.
 */
final class Flowing {
    static final String ALL = "append insert outbox batch once often";

    private Flowing() {}

    public static void main(String... arguments) {
        try (FlowHome flow = open(Path.of(arguments[0]), arguments[1])) {
            finish(flow);
        }
    }

    static FlowHome open(Path folder, String slugs) {
        TestBook book = new TestBook();
        for (String slug : slugs.split(" ", -1)) {
            book.put(rule(folder, slug));
        }
        return new FlowHome(
                folder,
                Clock.systemUTC(),
                book,
                new FolderOutbox(folder.resolve("outbox")),
                ChainDepth.untraced());
    }

    /** Works until each is done or given up: one that failed is tried again. */
    static void finish(FlowHome flow) {
        long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        flow.route();
        while (System.nanoTime() < end) {
            int did = flow.worker().workOnce(Instant.now(), soon());
            flow.worker().awaitIdle(soon());
            boolean isOver =
                    flow.all().stream()
                            .allMatch(
                                    each ->
                                            each.state() == DeliveryState.DONE
                                                    || each.state() == DeliveryState.DEAD);
            if (did == 0 && isOver) {
                return;
            }
            flow.worker().awaitNews(Duration.ofMillis(20));
        }
        throw new IllegalStateException("not over: " + flow.told());
    }

    private static TestRule rule(Path folder, String slug) {
        return switch (slug) {
            case "append" -> TestRule.of(slug, Rules.append("log.txt"));
            case "insert" -> TestRule.of(slug, Rules.insert(folder.resolve("levels.db")));
            case "outbox" -> TestRule.of(slug, Rules.act());
            case "batch" ->
                    TestRule.of(slug, Rules.append("batch.txt"))
                            .batching(
                                    new Batching(
                                            Duration.ofMillis(50), Duration.ofSeconds(1), 100));
            case "once" -> TestRule.of(slug, command(folder, slug, false));
            case "often" -> TestRule.of(slug, command(folder, slug, true));
            default -> throw new IllegalArgumentException(slug);
        };
    }

    private static RuleAction command(Path folder, String slug, boolean isIdempotent) {
        return new RuleAction.RunCommand(
                List.of(
                        "/bin/sh",
                        "-c",
                        "echo \"$0\" >> \"" + folder.resolve(slug + ".txt") + "\"",
                        "{{ /message }}"),
                false,
                Duration.ofSeconds(60),
                isIdempotent);
    }
}
