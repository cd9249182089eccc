package dev.stile.flow.label;

import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.FlowDeclaration.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The check of real labels (TU-32, TU-34): before an outbox entry is made, and again before it is
 * sent, each time with what source and sink are by then. Pure; any thread.
 */
public final class FlowCheck {
    private FlowCheck() {}

    /**
     * Whether data may go to a place.
     *
     * @param path for people: where it comes from, such as {@code weir-alarm: /do}
     * @param data the joined label of all that goes there
     * @param declarations of the rule that sends it; a person's own sending has none
     */
    public static FlowVerdict check(
            String path, Label data, Place place, List<FlowDeclaration> declarations) {
        List<FlowDeclaration> used = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean hopeless = false;
        for (Scope scope : data.confidentiality().scopes()) {
            if (Confidentiality.privateTo(scope).equals(Confidentiality.nobody())) {
                hopeless = true;
            } else if (!place.clears(scope)) {
                declared(scope, place.scope(), declarations)
                        .ifPresentOrElse(used::add, () -> missing.add(entry(scope, place.scope())));
            }
        }
        if (!hopeless && missing.isEmpty()) {
            return new FlowVerdict.Flows(used);
        }
        return new FlowVerdict.Refused(
                path + " -> " + place.scope(),
                data,
                place.readers(),
                hopeless ? List.of() : missing);
    }

    /** As {@link #check(String, Label, Place, List)} for a place with its own readers. */
    public static FlowVerdict check(
            String path, Label data, Scope sink, List<FlowDeclaration> declarations) {
        return check(path, data, Place.of(sink), declarations);
    }

    private static Optional<FlowDeclaration> declared(
            Scope data, Scope sink, List<FlowDeclaration> declarations) {
        return declarations.stream()
                .filter(
                        each ->
                                each.kind() == Kind.FLOW
                                        && covers(each.from(), data)
                                        && covers(each.to(), sink))
                .findFirst();
    }

    /** A connection that is named means all of it; a container means itself. */
    private static boolean covers(String declared, Scope actual) {
        return declared.equals(actual.toString()) || declared.equals(actual.connection());
    }

    static String entry(Scope from, Scope to) {
        return "allow_flow: [ { from: " + from + ", to: " + to + ", reason: \"...\" } ]";
    }
}
