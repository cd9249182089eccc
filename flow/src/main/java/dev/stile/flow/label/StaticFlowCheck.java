package dev.stile.flow.label;

import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.core.error.Code;
import dev.stile.flow.document.Faults;
import dev.stile.flow.rule.Classifier;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.FlowDeclaration.Kind;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.text.Templates.Origin;
import dev.stile.flow.text.Templates.Use;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows what a rule reads through its templates and nodes to the places where it arrives (TU-34),
 * before the rule is stored. It refuses what no event could do; what depends on the container of an
 * event is left to the check of real labels.
 */
public final class StaticFlowCheck {
    private final LabelSurroundings surroundings;
    private final List<FlowDeclaration> declarations;
    private final Faults faults;

    /**
     * @param faults each refusal becomes one, LABEL_REFUSED
     */
    public StaticFlowCheck(
            LabelSurroundings surroundings, List<FlowDeclaration> declarations, Faults faults) {
        this.surroundings = surroundings;
        this.declarations = List.copyOf(declarations);
        this.faults = faults;
    }

    /** What a value is and which connections it came through. */
    private record Data(Label label, Set<String> origins) {
        Data join(Data other) {
            Set<String> all = new LinkedHashSet<>(origins);
            all.addAll(other.origins);
            return new Data(label.join(other.label), all);
        }

        boolean isUntrusted() {
            return label.integrity() == Integrity.UNTRUSTED;
        }
    }

    /**
     * Checks all ways of a rule.
     *
     * @param sources slugs of the connections whose events it reads
     * @param model the connection that answers the classifier; empty if a command does, or nobody
     * @param action a checked one: its graph has no circle
     * @param pointer where the fields of the action stand
     */
    public void check(
            List<String> sources, Optional<Classifier> model, RuleAction action, String pointer) {
        for (String source : sources) {
            Data event = new Data(surroundings.reads(source), Set.of(source));
            model.ifPresent(
                    asked ->
                            flow(
                                    "/classify",
                                    source + " -> classify",
                                    event,
                                    new Place(
                                            Scope.of(asked.with()),
                                            surroundings.isPublic(asked.with()))));
            follow(source, event, action, pointer);
        }
    }

    private void follow(String source, Data event, RuleAction action, String pointer) {
        if (!(action instanceof RuleAction.Graph(List<RuleAction.Node> nodes))) {
            step(source, event, Map.of(), Step.of("do", pointer, action, surroundings));
            return;
        }
        Map<String, Data> outputs = new HashMap<>();
        List<RuleAction.Node> left = new ArrayList<>(nodes);
        // Each round takes out at least one node: a graph without a circle has a first one.
        for (int round = 0; round < nodes.size() && !left.isEmpty(); round++) {
            for (RuleAction.Node node : List.copyOf(left)) {
                if (outputs.keySet().containsAll(node.dependsOn())) {
                    String place = pointer + "/nodes/" + nodes.indexOf(node);
                    Step step =
                            Step.of(
                                    "nodes." + node.id(),
                                    place + "/" + node.action().key(),
                                    node.action(),
                                    surroundings);
                    outputs.put(node.id(), output(node, step(source, event, outputs, step)));
                    left.remove(node);
                }
            }
        }
    }

    /** What a node gives is as private as what it was given and what its connection answers. */
    private Data output(RuleAction.Node node, Data given) {
        return node.action().actsOn().stream()
                .findFirst()
                .map(
                        connection ->
                                given.join(
                                        new Data(
                                                surroundings.reads(connection),
                                                Set.of(connection))))
                .orElse(given);
    }

    /** Checks one action, and tells the joined label of all that it is given. */
    private Data step(String source, Data event, Map<String, Data> outputs, Step step) {
        Data all = new Data(Label.ofUser(), Set.of());
        for (Use use : step.uses()) {
            Data data =
                    switch (use.origin()) {
                        case Origin.Event fromEvent -> event;
                        case Origin.Node(String id) -> outputs.getOrDefault(id, event);
                    };
            all = all.join(data);
            step.instructions().stream()
                    .filter(field -> isAtOrBelow(use.pointer(), field.pointer()))
                    .findFirst()
                    .ifPresent(field -> text(source, data, step, use, field));
        }
        Data joined = all;
        step.place()
                .ifPresent(
                        place ->
                                flow(step.pointer(), source + " -> " + step.name(), joined, place));
        return joined;
    }

    private static boolean isAtOrBelow(String pointer, String field) {
        return pointer.equals(field) || pointer.startsWith(field + "/");
    }

    /** Untrusted text must not decide anything, unless its author said so of that field. */
    private void text(String source, Data data, Step step, Use use, Step.Instruction instruction) {
        String field = step.field(instruction.pointer());
        for (String origin : data.origins()) {
            if (data.isUntrusted() && !isTextAllowed(origin, field)) {
                faults.add(
                        Code.LABEL_REFUSED,
                        use.pointer(),
                        source
                                + " -> "
                                + field
                                + ": text that is "
                                + Labels.words(data.label())
                                + " would become "
                                + instruction.what(),
                        "write it out, or say allow_text: [ { from: "
                                + origin
                                + ", into: \""
                                + field
                                + "\", reason: \"...\" } ]");
            }
        }
    }

    private boolean isTextAllowed(String origin, String field) {
        return declarations.stream()
                .anyMatch(
                        each ->
                                each.kind() == Kind.TEXT
                                        && each.from().equals(origin)
                                        && each.to().equals(field));
    }

    private void flow(String pointer, String path, Data data, Place place) {
        List<FlowDeclaration> sure = new ArrayList<>(declarations);
        for (Scope scope : data.label().confidentiality().scopes()) {
            if (mayDepend(scope, place)) {
                sure.add(
                        new FlowDeclaration(
                                Kind.FLOW, scope.toString(), place.scope().toString(), ""));
            }
        }
        if (FlowCheck.check(path, data.label(), place, sure)
                instanceof FlowVerdict.Refused refused) {
            faults.add(Code.LABEL_REFUSED, pointer, refused.reason(), refused.fix());
        }
    }

    /**
     * Whether some event could flow although its connection as a whole could not: it comes from the
     * very container that it goes to, or from the one that a declaration names.
     */
    private boolean mayDepend(Scope scope, Place place) {
        boolean sameConnection =
                !place.everybody() && scope.connection().equals(place.scope().connection());
        return sameConnection
                || declarations.stream()
                        .filter(each -> each.kind() == Kind.FLOW)
                        .anyMatch(
                                each ->
                                        Scope.parse(each.from())
                                                        .connection()
                                                        .equals(scope.connection())
                                                && mayBe(Scope.parse(each.to()), place.scope()));
    }

    private static boolean mayBe(Scope declared, Scope sink) {
        return declared.connection().equals(sink.connection())
                && (declared.container().isEmpty()
                        || sink.container().isEmpty()
                        || declared.equals(sink));
    }
}
