package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.flow.RestingNote;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.delivery.EventReplays.Given;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rulebook.RuleStore;
import dev.stile.flow.rulebook.RuleSummary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gives events to rules by name, and tells what became of each. Not for several threads. */
final class Giving {
    private static final int PAGE = 200;

    private final Desk desk;
    private final List<Json> items = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** Rules that do nothing of what they were given until they are resumed. */
    private final Set<String> resting = new TreeSet<>();

    Giving(Desk desk) {
        this.desk = desk;
        List.of("made", "unwanted", "under_way", "done_before")
                .forEach(word -> counts.put(word, 0L));
    }

    /**
     * The rule as it is now.
     *
     * @throws Failure UNKNOWN_RULE
     */
    static Rule rule(Desk desk, String slug) {
        return desk.flow()
                .rules()
                .current(slug)
                .orElseThrow(
                        () ->
                                RuleStore.unknown(
                                        slug,
                                        desk.flow().rules().list(desk.patience()).stream()
                                                .map(RuleSummary::slug)
                                                .toList()));
    }

    /** Gives any number of events, page by page. */
    List<Given> give(String rule, List<StoredEvent> events, boolean again) {
        List<Given> all = given(rule, events, again);
        all.forEach(given -> count(rule, given));
        return all;
    }

    /**
     * Gives events until so many deliveries are made of them. What the rule does not want is not
     * told.
     *
     * @return how many deliveries
     */
    long giveWanted(String rule, List<StoredEvent> events, long most) {
        long made = 0;
        int from = 0;
        while (made < most && from < events.size()) {
            int to = (int) Math.min(events.size(), from + (most - made));
            for (Given given : given(rule, events.subList(from, to), false)) {
                if (given instanceof Given.Made) {
                    count(rule, given);
                    made++;
                }
            }
            from = to;
        }
        return made;
    }

    private List<Given> given(String rule, List<StoredEvent> events, boolean again) {
        if (desk.flow().rules().resting().contains(rule)) {
            resting.add(rule);
        }
        List<Given> all = new ArrayList<>();
        for (int from = 0; from < events.size(); from += PAGE) {
            List<StoredEvent> page = events.subList(from, Math.min(events.size(), from + PAGE));
            all.addAll(
                    desk.flow().replays().give(desk.patience(), desk.subject(), rule, page, again));
        }
        return all;
    }

    Json counts() {
        Json.ObjectBuilder document = Json.object();
        counts.forEach(document::put);
        return document.build();
    }

    Json items() {
        return Json.array(items);
    }

    /** How many came to what. */
    List<String> lines() {
        return counts.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> each.getValue() + " " + each.getKey().replace('_', ' '))
                .toList();
    }

    void tell(Terminal terminal) {
        lines().forEach(terminal::result);
        if (items.isEmpty()) {
            terminal.result("no event was given");
        }
        if (counts.getOrDefault("made", 0L) > 0) {
            resting.forEach(slug -> terminal.note(RestingNote.of(slug)));
        }
    }

    private void count(String rule, Given given) {
        Json.ObjectBuilder item =
                Json.object().put("event", NamedEvents.name(given.event())).put("rule", rule);
        String word =
                switch (given) {
                    case Given.Made made -> {
                        if (resting.contains(rule)) {
                            item.put("resting", true);
                        }
                        item.put("generation", made.generation());
                        yield "made";
                    }
                    case Given.Unwanted unwanted -> {
                        item.put("reason", unwanted.reason());
                        yield "unwanted";
                    }
                    case Given.UnderWay running -> {
                        item.put("delivery", Long.toString(running.delivery()));
                        yield "under_way";
                    }
                    case Given.DoneBefore done -> {
                        item.put("delivery", Long.toString(done.delivery()));
                        yield "done_before";
                    }
                };
        counts.merge(word, 1L, Long::sum);
        items.add(item.put("outcome", word).build());
    }
}
