package dev.stile.flow.label;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.json.Json;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.text.Templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One action of a rule as the static check sees it.
 *
 * @param name {@code do}, or {@code nodes.<id>}
 * @param pointer where its fields stand in the document
 * @param place where it arrives; empty for this machine, which clears everything
 * @param uses values from outside in its fields
 * @param instructions fields that untrusted text must not enter: pointers and what they are
 */
record Step(
        String name,
        String pointer,
        Optional<Place> place,
        List<Templates.Use> uses,
        List<Instruction> instructions) {
    /** A field that decides something. */
    record Instruction(String pointer, String what) {}

    static Step of(String name, String pointer, RuleAction action, LabelSurroundings surroundings) {
        return switch (action) {
            case RuleAction.ConnectorAct act ->
                    act(name, pointer, act, spec(act, surroundings), surroundings);
            case RuleAction.ForwardMessage message ->
                    new Step(
                            name,
                            pointer,
                            Optional.of(
                                    place(
                                            message.connection(),
                                            Optional.of(message.to()),
                                            surroundings)),
                            joined(
                                    Templates.uses(pointer + "/to", Json.text(message.to())),
                                    Templates.uses(pointer + "/text", Json.text(message.text()))),
                            List.of(new Instruction(pointer + "/to", "a recipient")));
            case RuleAction.HttpPost post ->
                    new Step(
                            name,
                            pointer,
                            Optional.of(place(post.connection(), Optional.empty(), surroundings)),
                            Templates.uses(pointer + "/body", post.body()),
                            List.of());
            case RuleAction.RunCommand command -> local(name, pointer, uses(pointer, command));
            case RuleAction.SqliteInsert insert ->
                    local(
                            name,
                            pointer,
                            Templates.uses(
                                    pointer + "/columns", new Json.JsonObject(insert.columns())));
            case RuleAction.FileAppend append ->
                    local(name, pointer, Templates.uses(pointer + "/content", append.content()));
            case RuleAction.Graph graph -> local(name, pointer, List.of());
        };
    }

    /** This machine clears everything, but what comes back is as private as what went in. */
    private static Step local(String name, String pointer, List<Templates.Use> uses) {
        return new Step(name, pointer, Optional.empty(), uses, List.of());
    }

    private static List<Templates.Use> uses(String pointer, RuleAction.RunCommand command) {
        List<Templates.Use> uses =
                new ArrayList<>(
                        Templates.uses(
                                pointer + "/argv",
                                Json.array(command.argv().stream().map(Json::text).toList())));
        if (command.eventOnStdin()) {
            uses.add(new Templates.Use(pointer + "/stdin", new Templates.Origin.Event()));
        }
        return uses;
    }

    private static Step act(
            String name,
            String pointer,
            RuleAction.ConnectorAct act,
            Optional<ActionSpec> spec,
            LabelSurroundings surroundings) {
        String input = pointer + "/input";
        List<Templates.Use> uses = Templates.uses(input, act.input());
        Optional<String> recipient = spec.flatMap(ActionSpec::recipient);
        List<Instruction> instructions = new ArrayList<>();
        recipient.ifPresent(at -> instructions.add(new Instruction(input + at, "a recipient")));
        boolean model =
                spec.filter(each -> each.permission().category() == Category.EXTERNAL_MODEL_CALL)
                        .isPresent();
        if (model) {
            act.input().members().keySet().stream()
                    .filter(field -> !field.equals("data"))
                    .map(field -> new Instruction(input + "/" + field, "an instruction"))
                    .forEach(instructions::add);
        }
        return new Step(
                name,
                pointer,
                Optional.of(
                        place(
                                act.connection(),
                                recipient.flatMap(at -> text(act.input(), at)),
                                surroundings)),
                uses,
                instructions);
    }

    private static Optional<ActionSpec> spec(
            RuleAction.ConnectorAct act, LabelSurroundings surroundings) {
        return surroundings.actions(act.connection()).stream()
                .filter(each -> each.slug().equals(act.action()))
                .findFirst();
    }

    /** A recipient that is computed is known only when the event is there. */
    private static Place place(
            String connection, Optional<String> recipient, LabelSurroundings surroundings) {
        Place place = Place.of(connection, recipient.filter(text -> !Templates.isTemplate(text)));
        return new Place(place.scope(), surroundings.isPublic(connection));
    }

    private static Optional<String> text(Json input, String pointer) {
        return JsonPointer.find(input, pointer)
                .flatMap(
                        value ->
                                value instanceof Json.JsonText(String text)
                                        ? Optional.of(text)
                                        : Optional.empty());
    }

    private static List<Templates.Use> joined(
            List<Templates.Use> some, List<Templates.Use> others) {
        List<Templates.Use> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** {@code do.channel}: how {@code allow_text} names a field. */
    String field(String fieldPointer) {
        String below = fieldPointer.substring(pointer.length());
        String path = below.startsWith("/input/") ? below.substring("/input".length()) : below;
        return name + path.replace('/', '.');
    }
}
