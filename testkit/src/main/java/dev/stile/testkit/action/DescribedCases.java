package dev.stile.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.json.Json;
import dev.stile.testkit.contract.Exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What actions say of themselves, and whether it is so. */
final class DescribedCases {
    private final ActionScene scene;

    DescribedCases(ActionScene scene) {
        this.scene = scene;
    }

    void actionsAreThoseOfTheManifestAndOffline() {
        List<Exchange> sent =
                scene.wire()
                        .during(
                                () ->
                                        assertThat(scene.set().actions())
                                                .isEqualTo(scene.world().manifest().actions())
                                                .isEqualTo(scene.set().actions()));
        assertThat(sent).as("requests for a list that is constant").isEmpty();
        assertThat(scene.all().stream().map(ActionSpec::slug)).doesNotHaveDuplicates();
    }

    void schemasAreValidAndClosed() {
        SchemaChecker checker = scene.world().schemas();
        for (ActionSpec spec : scene.all()) {
            for (Json schema : List.of(spec.inputSchema(), spec.outputSchema())) {
                assertThat(checker.faultsOfSchema(schema)).as(spec.slug()).isEmpty();
                assertThat(member(schema, "additionalProperties"))
                        .as("%s takes members that nobody named", spec.slug())
                        .isEqualTo(Json.flag(false));
            }
            assertThat(checker.faults(spec.inputSchema(), scene.world().input(spec.slug())))
                    .as("the world's own input of %s", spec.slug())
                    .isEmpty();
        }
    }

    void recipientsAndCategoriesSayWhatIsDone() {
        for (ActionSpec spec : scene.all()) {
            assertThat(spec.permission().category().onlyReads())
                    .as("%s is %s", spec.slug(), spec.permission().category())
                    .isEqualTo(spec.onlyReads());
            assertThat(spec.permission().category().staysInside() || spec.recipient().isPresent())
                    .as("%s reaches somebody and does not say whom", spec.slug())
                    .isTrue();
            spec.recipient()
                    .ifPresent(
                            pointer ->
                                    assertThat(names(spec, "properties"))
                                            .as("where %s reaches", spec.slug())
                                            .contains(pointer.substring(1)));
        }
    }

    void outputFitsItsSchema() {
        for (ActionSpec spec : scene.all()) {
            Json.JsonObject input = scene.world().input(spec.slug());
            ActionResult result = scene.perform(scene.call(spec, input));
            assertThat(
                            scene.world()
                                    .schemas()
                                    .faults(spec.outputSchema(), ActionScene.bare(result.output())))
                    .as("the output of %s", spec.slug())
                    .isEmpty();
            assertThat(ActionScene.bare(result.summary()).lines()).as(spec.slug()).hasSize(1);
        }
    }

    void unknownActionIsNotSupported() {
        Json.JsonObject input = scene.world().input(scene.all().getFirst().slug());
        List<Exchange> sent =
                scene.wire()
                        .during(
                                () ->
                                        assertThatThrownBy(
                                                        () ->
                                                                scene.perform(
                                                                        scene.call(
                                                                                "no_such_action",
                                                                                input)))
                                                .isInstanceOf(NotSupported.class));
        assertThat(sent).as("requests of an action that there is not").isEmpty();
    }

    void missingMemberIsInvalidByName() {
        for (ActionSpec spec : scene.all()) {
            for (String name : names(spec, "required")) {
                List<Exchange> sent = scene.wire().during(() -> refusesWithout(name, spec));
                assertThat(sent)
                        .as("%s without %s", spec.slug(), name)
                        .noneMatch(Exchange::isWrite);
            }
        }
    }

    private void refusesWithout(String name, ActionSpec spec) {
        Json.JsonObject input = without(scene.world().input(spec.slug()), name);
        assertThatThrownBy(() -> scene.perform(scene.call(spec, input)))
                .as("%s without %s", spec.slug(), name)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused -> assertThat(ActionScene.member(refused)).isEqualTo(name));
    }

    private static Json member(Json schema, String name) {
        return schema instanceof Json.JsonObject object
                ? object.get(name).orElse(Json.nothing())
                : Json.nothing();
    }

    /** The names in a member of the input's schema that is a list or an object. */
    private static List<String> names(ActionSpec spec, String member) {
        return switch (member(spec.inputSchema(), member)) {
            case Json.JsonObject(var members) -> List.copyOf(members.keySet());
            case Json.JsonArray(var items) ->
                    items.stream()
                            .<String>mapMulti(
                                    (item, sink) -> {
                                        if (item instanceof Json.JsonText(String text)) {
                                            sink.accept(text);
                                        }
                                    })
                            .toList();
            case Json.JsonText text -> List.of();
            case Json.JsonNumber number -> List.of();
            case Json.JsonFlag flag -> List.of();
            case Json.JsonNull nothing -> List.of();
        };
    }

    private static Json.JsonObject without(Json.JsonObject input, String name) {
        Map<String, Json> rest = new LinkedHashMap<>(input.members());
        rest.remove(name);
        return new Json.JsonObject(rest);
    }
}
