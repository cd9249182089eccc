package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.api.label.Scope;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.FlowDeclaration.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code allow_flow} and {@code allow_text}: by name only, each with its reason. */
final class DeclarationReader {
    private final Faults faults;

    DeclarationReader(Faults faults) {
        this.faults = faults;
    }

    List<FlowDeclaration> read(Fields rule) {
        List<FlowDeclaration> declarations = new ArrayList<>();
        read(rule, "allow_flow", Kind.FLOW, "to", declarations);
        read(rule, "allow_text", Kind.TEXT, "into", declarations);
        return declarations;
    }

    private void read(
            Fields rule, String name, Kind kind, String sink, List<FlowDeclaration> declarations) {
        List<Json> items = rule.items(name);
        for (int index = 0; index < items.size(); index++) {
            String pointer = rule.at(name) + "/" + index;
            Fields.of(pointer, items.get(index), faults, "from", sink, "reason")
                    .flatMap(fields -> one(fields, kind, sink))
                    .ifPresent(declarations::add);
        }
    }

    private Optional<FlowDeclaration> one(Fields fields, Kind kind, String sink) {
        Optional<String> from = name(fields, "from");
        Optional<String> to = name(fields, sink);
        Optional<String> reason = fields.needText("reason");
        from = from.filter(text -> isScope(fields.at("from"), text));
        if (kind == Kind.FLOW) {
            to = to.filter(text -> isScope(fields.at(sink), text));
        }
        return from.isPresent() && to.isPresent() && reason.isPresent()
                ? Optional.of(new FlowDeclaration(kind, from.get(), to.get(), reason.get()))
                : Optional.empty();
    }

    private Optional<String> name(Fields fields, String name) {
        Optional<String> text = fields.needText(name);
        if (text.isPresent() && (text.get().contains("*") || text.get().contains("{{"))) {
            faults.add(
                    fields.at(name),
                    "a declaration names exactly one thing: no wildcard, no placeholder",
                    "write one declaration for each");
            return Optional.empty();
        }
        return text;
    }

    private boolean isScope(String pointer, String text) {
        try {
            Scope.parse(text);
            return true;
        } catch (IllegalArgumentException none) {
            faults.add(
                    pointer,
                    "this is no connection and no place in one",
                    "write it as ops-chat or ops-chat/C042");
            return false;
        }
    }
}
