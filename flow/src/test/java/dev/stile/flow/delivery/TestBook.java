package dev.stile.flow.delivery;

import dev.stile.core.store.Transaction;
import dev.stile.flow.routing.RuleSwitch;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleBook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Rules in memory, every version of each. */
public final class TestBook implements RuleBook, RuleSwitch, RestingRules {
    private final Map<String, List<TestRule>> versions = new ConcurrentHashMap<>();
    private final Map<String, String> disabled = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    public TestBook put(TestRule rule) {
        versions.computeIfAbsent(rule.slug(), slug -> new ArrayList<>()).add(rule);
        return this;
    }

    public void delete(String slug) {
        deleted.add(slug);
    }

    public void hold(String slug) {
        held.add(slug);
    }

    /** What somebody else does while a rule is looked up the next time. */
    public void meanwhile(Runnable other) {
        meanwhile.set(other);
    }

    public void release(String slug) {
        held.remove(slug);
        disabled.remove(slug);
    }

    public Map<String, String> disabled() {
        return disabled;
    }

    @Override
    public List<Rule> of(String connection) {
        return versions.keySet().stream()
                .filter(slug -> !disabled.containsKey(slug))
                .flatMap(slug -> current(slug).stream())
                .filter(rule -> rule.connections().contains(connection))
                .sorted(Comparator.comparing(Rule::slug))
                .toList();
    }

    @Override
    public Optional<Rule> version(String slug, long version) {
        meanwhile.getAndSet(() -> {}).run();
        return versions.getOrDefault(slug, List.of()).stream()
                .filter(rule -> rule.version() == version)
                .map(Rule.class::cast)
                .findFirst();
    }

    @Override
    public Optional<Rule> current(String slug) {
        return deleted.contains(slug)
                ? Optional.empty()
                : versions.getOrDefault(slug, List.of()).stream()
                        .map(Rule.class::cast)
                        .reduce((older, newer) -> newer);
    }

    @Override
    public void disable(Transaction transaction, String slug, String reason) {
        transaction.whenEnded(
                kept -> {
                    if (kept) {
                        disabled.put(slug, reason);
                    }
                });
    }

    @Override
    public Set<String> now(Transaction transaction) {
        Set<String> resting = ConcurrentHashMap.newKeySet();
        resting.addAll(held);
        resting.addAll(disabled.keySet());
        return resting;
    }
}
