package dev.stile.hosting.people;

import dev.stile.api.hosting.UserRef;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The directory at one moment. Immutable; any thread may ask. An empty one authorises nobody.
 *
 * @param pins handles that were used before
 */
public record People(List<Person> persons, List<Pin> pins) {
    public People {
        persons = List.copyOf(persons);
        pins = List.copyOf(pins);
    }

    public static People none() {
        return new People(List.of(), List.of());
    }

    /**
     * What an account may do. An id speaks for itself; a handle alone speaks for the account that
     * used it first.
     *
     * @param channel the handle space of the connection that the account was seen through
     */
    public Standing standing(UserRef user, String channel) {
        List<Standing> found =
                persons.stream()
                        .flatMap(
                                person ->
                                        person.contacts().stream()
                                                .filter(each -> isThere(each, user, channel))
                                                .map(each -> of(person, each, user, channel)))
                        .toList();
        return found.stream()
                .min(Comparator.comparingInt(People::rank))
                .orElseGet(Standing::stranger);
    }

    /** What an id says goes before what a handle alone would, and a doubt before a new trust. */
    private static int rank(Standing standing) {
        boolean byHandle = standing.isByHandle();
        return switch (standing.verdict()) {
            case MAY_APPROVE -> byHandle ? 4 : 0;
            case NO_ROLE -> byHandle ? 3 : 1;
            case HANDLE_REUSED -> 2;
            case STRANGER -> 5;
        };
    }

    private static boolean isThere(Contact contact, UserRef user, String channel) {
        return contact.channel().equals(channel) && contact.host().equals(Optional.of(user.host()));
    }

    private Standing of(Person person, Contact contact, UserRef user, String channel) {
        String id = user.id().text();
        String handle = folded(user.login().text());
        boolean sameHandle = contact.handle().map(People::folded).equals(Optional.of(handle));
        Optional<String> theirs =
                contact.id()
                        .or(() -> contact.handle().flatMap(name -> pinned(channel, user, name)));
        if (theirs.isPresent()) {
            if (theirs.get().equals(id)) {
                return account(person, Optional.empty(), false);
            }
            return sameHandle
                    ? new Standing(
                            Standing.Verdict.HANDLE_REUSED,
                            Optional.of(person.name()),
                            Optional.empty(),
                            true)
                    : Standing.stranger();
        }
        return sameHandle
                ? account(person, Optional.of(new Pin(channel, user.host(), handle, id)), true)
                : Standing.stranger();
    }

    private static Standing account(Person person, Optional<Pin> pin, boolean byHandle) {
        return person.approves()
                ? new Standing(
                        Standing.Verdict.MAY_APPROVE, Optional.of(person.name()), pin, byHandle)
                : new Standing(
                        Standing.Verdict.NO_ROLE,
                        Optional.of(person.name()),
                        Optional.empty(),
                        byHandle);
    }

    private Optional<String> pinned(String channel, UserRef user, String name) {
        String handle = folded(name);
        return pins.stream()
                .filter(
                        pin ->
                                pin.channel().equals(channel)
                                        && pin.host().equals(user.host())
                                        && pin.handle().equals(handle))
                .map(Pin::id)
                .findFirst();
    }

    /** ASCII alone: letters that only look alike stay others. */
    static String folded(String handle) {
        StringBuilder folded = new StringBuilder(handle.length());
        for (int index = 0; index < handle.length(); index++) {
            char unit = handle.charAt(index);
            folded.append(unit >= 'A' && unit <= 'Z' ? (char) (unit + 32) : unit);
        }
        return folded.toString();
    }
}
