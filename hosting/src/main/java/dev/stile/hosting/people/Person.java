package dev.stile.hosting.people;

import java.util.List;
import java.util.Set;

/**
 * Somebody we know.
 *
 * @param name for people
 */
public record Person(String name, Set<Role> roles, List<Contact> contacts) {
    public Person {
        roles = Set.copyOf(roles);
        contacts = List.copyOf(contacts);
    }

    boolean approves() {
        return roles.stream().anyMatch(Role::approves);
    }
}
