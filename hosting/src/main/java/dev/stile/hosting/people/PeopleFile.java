package dev.stile.hosting.people;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.HostId;
import dev.stile.api.json.Json;
import dev.stile.hosting.yaml.Members;
import dev.stile.hosting.yaml.UserFile;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directory in {@code people.yaml}, which the user writes and nobody else. Immutable; any
 * thread may read.
 */
public final class PeopleFile {
    private static final List<String> PERSON = List.of("name", "roles", "contacts");
    private static final List<String> CONTACT = List.of("channel", "host", "handle", "id");

    private final Path folder;

    public PeopleFile(Path folder) {
        this.folder = folder;
    }

    /**
     * The directory as it is now; an empty one if there is no file.
     *
     * @param pins what handles were bound to so far: the caller stores what decisions add to it
     * @throws Invalid if it is not understood whole, or others can write it: then nobody may
     *     approve
     */
    public People read(List<Pin> pins) {
        Json document = new UserFile(folder.resolve("people.yaml")).document();
        Map<String, Json> members = object("people.yaml", document);
        Members.requireKnown("people.yaml", members.keySet(), List.of("people"));
        List<Person> persons = new ArrayList<>();
        for (Json person : list("people", members)) {
            persons.add(person(persons.size(), person));
        }
        return new People(persons, pins);
    }

    private static Person person(int index, Json json) {
        String place = "people[" + index + "]";
        Map<String, Json> members = object(place, json);
        Members.requireKnown(place, members.keySet(), PERSON);
        Set<Role> roles = new HashSet<>();
        for (Json role : list("roles", members)) {
            roles.add(role(place, text(place, role)));
        }
        List<Contact> contacts = new ArrayList<>();
        for (Json contact : list("contacts", members)) {
            contacts.add(contact(place + ".contacts[" + contacts.size() + "]", contact));
        }
        String name =
                text("name", members)
                        .orElseThrow(() -> new Invalid(place, "name is missing", List.of()));
        return new Person(name, roles, contacts);
    }

    private static Role role(String place, String word) {
        for (Role role : Role.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new Invalid(place + ".roles", "a role is owner, approver or member", List.of());
    }

    private static Contact contact(String place, Json json) {
        Map<String, Json> members = object(place, json);
        Members.requireKnown(place, members.keySet(), CONTACT);
        Optional<String> handle = text("handle", members);
        Optional<String> id = text("id", members);
        Optional<String> channel = text("channel", members);
        if (channel.isEmpty() || (handle.isEmpty() && id.isEmpty())) {
            throw new Invalid(place, "a contact has a channel, and a handle or an id", List.of());
        }
        return new Contact(channel.get(), text("host", members).map(HostId::new), handle, id);
    }

    private static Optional<String> text(String name, Map<String, Json> members) {
        return Optional.ofNullable(members.get(name)).map(value -> text(name, value));
    }

    private static String text(String place, Json value) {
        return switch (value) {
            case Json.JsonText(String text) when !text.isBlank() -> text;
            case Json.JsonNumber(BigDecimal number) -> number.toPlainString();
            case Json.JsonText ignored -> throw noText(place);
            case Json.JsonFlag ignored -> throw noText(place);
            case Json.JsonNull ignored -> throw noText(place);
            case Json.JsonArray ignored -> throw noText(place);
            case Json.JsonObject ignored -> throw noText(place);
        };
    }

    private static Invalid noText(String place) {
        return new Invalid(place, "here stands no text", List.of());
    }

    private static List<Json> list(String name, Map<String, Json> members) {
        Json value = members.getOrDefault(name, Json.array(List.of()));
        if (value instanceof Json.JsonArray(List<Json> items)) {
            return items;
        }
        throw new Invalid(name, "here stands no list", List.of());
    }

    private static Map<String, Json> object(String place, Json value) {
        if (value instanceof Json.JsonObject(Map<String, Json> members)) {
            return members;
        }
        throw new Invalid(place, "here stands no object", List.of());
    }
}
