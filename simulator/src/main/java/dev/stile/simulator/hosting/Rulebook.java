package dev.stile.simulator.hosting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The rules of one repository's branches: classic ones and rulesets. For any thread. */
public final class Rulebook {
    private final Host host;
    private final Map<String, BranchRules> classic = new LinkedHashMap<>();
    private final List<Ruleset> rulesets = new ArrayList<>();

    Rulebook(Host host) {
        this.host = host;
    }

    void protect(String pattern, BranchRules rules) {
        host.run(() -> classic.put(pattern, rules));
    }

    void unprotect(String pattern) {
        host.run(() -> classic.remove(pattern));
    }

    Ruleset add(
            String title, boolean organization, String pattern, BranchRules rules, Role... bypass) {
        return host.with(
                () -> {
                    Ruleset made =
                            new Ruleset(
                                    host.nextId(),
                                    title,
                                    organization,
                                    pattern,
                                    rules,
                                    Set.of(bypass));
                    rulesets.add(made);
                    return made;
                });
    }

    void remove(Ruleset ruleset) {
        host.run(() -> rulesets.remove(ruleset));
    }

    /** The classic rule of a branch: by its exact name, else by the first pattern that fits. */
    public Optional<BranchRules> classic(String branch) {
        return host.with(
                () ->
                        Optional.ofNullable(classic.get(branch))
                                .or(
                                        () ->
                                                classic.entrySet().stream()
                                                        .filter(
                                                                each ->
                                                                        Patterns.matches(
                                                                                each.getKey(),
                                                                                branch))
                                                        .map(Map.Entry::getValue)
                                                        .findFirst()));
    }

    /** The rulesets that bind a branch. */
    public List<Ruleset> rulesets(String branch) {
        return host.with(
                () ->
                        rulesets.stream()
                                .filter(each -> Patterns.matches(each.pattern(), branch))
                                .toList());
    }

    /** Every set of rules that binds a branch, of both sorts. */
    private List<BranchRules> all(String branch) {
        List<BranchRules> all = new ArrayList<>();
        classic(branch).ifPresent(all::add);
        rulesets(branch).forEach(each -> all.add(each.rules()));
        return all;
    }

    /** Whether any rule of the branch has this on. */
    public boolean demand(String branch, BranchRules.Flag flag) {
        return host.with(() -> all(branch).stream().anyMatch(each -> each.has(flag)));
    }

    /** How many approvals a branch asks for; none when it asks for no review. */
    public OptionalInt reviews(String branch) {
        return host.with(
                () -> all(branch).stream().flatMapToInt(each -> each.reviews().stream()).max());
    }

    /** Whether a rule of the branch asks for this check from this app, or from anybody. */
    public boolean require(String branch, String check, Optional<Long> app) {
        return host.with(
                () ->
                        all(branch).stream()
                                .flatMap(each -> each.checks().stream())
                                .filter(each -> each.name().equals(check))
                                .anyMatch(each -> each.app().isEmpty() || each.app().equals(app)));
    }
}
