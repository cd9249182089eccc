package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.store.Feature;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Optional;

/** People, parents and links. */
final class PeopleAndLinkCases {
    private final Scene scene;

    PeopleAndLinkCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C62",
            needs = {Feature.CREATE, Feature.UPDATE, Feature.ASSIGNEES})
    void unknownPersonIsRefused() {
        RecordId id = scene.one("a record", "its text");
        Person nobody = new Person("99999999", Optional.of("nobody-here"), "Nobody Here");

        assertThatThrownBy(() -> scene.update(id, assigned(nobody), scene.unchanged(id)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused -> assertThat(refused.field()).isEqualTo("assignees"));
        assertThat(scene.read(id).assignees()).isEmpty();
    }

    @Case(
            value = "C63",
            needs = {Feature.CREATE, Feature.UPDATE, Feature.ASSIGNEES})
    void sameDisplayNameTwice() {
        List<Person> namesakes =
                scene.world()
                        .namesakes(scene.project())
                        .orElseThrow(() -> new NotRun("this world has no two people of one name"));
        RecordId id = scene.one("a record", "its text");

        for (Person person : namesakes) {
            scene.update(id, assigned(person), scene.unchanged(id));
            assertThat(scene.read(id).assignees().stream().map(Person::id))
                    .containsExactly(person.id());
        }
    }

    @Case(
            value = "C64",
            needs = {Feature.CREATE, Feature.UPDATE})
    void parentAndLinksRoundTrip() {
        scene.only(
                scene.offers(Feature.PARENT_WRITE) || writableLinks().isPresent(),
                "neither parents nor links can be written");
        RecordId first = scene.one("first", "its text");
        RecordId second = scene.one("second", "its text");
        if (scene.offers(Feature.PARENT_WRITE)) {
            scene.update(
                    second,
                    Scene.set(FieldRef.PARENT, new FieldValue.RecordValue(first)),
                    scene.unchanged(second));
            assertThat(scene.read(second).parent()).contains(first);
        }
        writableLinks()
                .ifPresent(
                        kind -> {
                            RecordId third = scene.one("third", "its text");
                            Link link = new Link(kind, first);
                            scene.update(third, linked(link), scene.unchanged(third));
                            assertThat(scene.read(third).links()).containsExactly(link);
                        });
    }

    /** A kind of link that can be written. */
    private Optional<String> writableLinks() {
        return scene.schema()
                .field(FieldRef.LINKS)
                .filter(field -> field.writable().onUpdate())
                .map(FieldSchema::allowed)
                .flatMap(
                        allowed ->
                                allowed instanceof AllowedValues.Names(List<String> kinds)
                                        ? kinds.stream().findFirst()
                                        : Optional.empty());
    }

    private static RecordChange assigned(Person person) {
        return Scene.set(
                FieldRef.ASSIGNEES,
                new FieldValue.ListValue(List.of(new FieldValue.PersonValue(person))));
    }

    private static RecordChange linked(Link link) {
        return new RecordChange(
                List.of(
                        new FieldChange.Amend(
                                FieldRef.LINKS,
                                List.of(new FieldValue.LinkValue(link)),
                                List.of())),
                Optional.empty());
    }
}
