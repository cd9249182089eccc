package dev.stile.hosting.people;

import static dev.stile.testkit.facts.Samples.HOST;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Token;
import dev.stile.hosting.people.Standing.Verdict;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose account may approve. */
@Proves("GH-80")
final class PeopleTest {
    @Test
    void anOwnerAndAnApproverMayAndAMemberMayNot() {
        for (Role role : Role.values()) {
            People people = people(person("Ana", Set.of(role), byId("11")));
            assertThat(verdict(people, user("11", "ana")))
                    .as(role.word())
                    .isEqualTo(role == Role.MEMBER ? Verdict.NO_ROLE : Verdict.MAY_APPROVE);
        }
        assertThat(verdict(People.none(), user("11", "ana"))).isEqualTo(Verdict.STRANGER);
        assertThat(verdict(people(person("Ana", Set.of(), byId("11"))), user("11", "ana")))
                .isEqualTo(Verdict.NO_ROLE);
    }

    @Test
    void anIdSpeaksWhateverTheAccountIsCalled() {
        People people = people(owner(byId("11")));

        assertThat(verdict(people, user("11", "renamed"))).isEqualTo(Verdict.MAY_APPROVE);
        assertThat(people.standing(user("11", "renamed"), "code").pin()).isEmpty();
        assertThat(verdict(people, user("12", "11"))).isEqualTo(Verdict.STRANGER);
    }

    @Test
    void aHandleIsComparedWithoutAsciiCaseAndElseByteForByte() {
        People people = people(owner(byHandle("Ana-B")));

        assertThat(verdict(people, user("11", "aNA-b"))).isEqualTo(Verdict.MAY_APPROVE);
        for (String other :
                List.of("ana_b", "ana-b ", "аna-b", "ana\u2010b", "\u00e1na-b", "ana-bb", "an")) {
            assertThat(verdict(people, user("11", other))).as(other).isEqualTo(Verdict.STRANGER);
        }
        // The Kelvin sign and the dotless i are others than the letters that they fold to.
        assertThat(verdict(people(owner(byHandle("kim"))), user("11", "\u212aim")))
                .isEqualTo(Verdict.STRANGER);
        assertThat(verdict(people(owner(byHandle("kim"))), user("11", "k\u0131m")))
                .isEqualTo(Verdict.STRANGER);
    }

    @Test
    void aHandleOfAnotherChannelOrHostGivesNothing() {
        Contact chat =
                new Contact("chat", Optional.of(HOST), Optional.of("ana"), Optional.of("11"));
        Contact elsewhere =
                new Contact(
                        "code",
                        Optional.of(new HostId("other.example")),
                        Optional.of("ana"),
                        Optional.of("11"));
        Contact nowhere =
                new Contact("code", Optional.empty(), Optional.of("ana"), Optional.of("11"));

        assertThat(verdict(people(owner(chat, elsewhere, nowhere)), user("11", "ana")))
                .isEqualTo(Verdict.STRANGER);
    }

    @Test
    void aHandleIsBoundAtItsFirstUse() {
        Person ana = owner(byHandle("Ana"));
        Pin pin = new Pin("code", HOST, "ana", "11");

        assertThat(people(ana).standing(user("11", "ANA"), "code").pin()).contains(pin);
        People pinned = new People(List.of(ana), List.of(pin));
        assertThat(pinned.standing(user("11", "ana"), "code"))
                .isEqualTo(
                        new Standing(
                                Verdict.MAY_APPROVE, Optional.of("Ana"), Optional.empty(), false));
        assertThat(verdict(pinned, user("99", "ana"))).isEqualTo(Verdict.HANDLE_REUSED);
        assertThat(verdict(pinned, user("11", "renamed"))).isEqualTo(Verdict.MAY_APPROVE);
    }

    @Test
    void aHandleNextToAnIdGivesTheHandleNothing() {
        People people =
                people(
                        owner(
                                new Contact(
                                        "code",
                                        Optional.of(HOST),
                                        Optional.of("ana"),
                                        Optional.of("11"))));

        assertThat(verdict(people, user("99", "ana"))).isEqualTo(Verdict.HANDLE_REUSED);
    }

    @Test
    void whatAnIdSaysGoesBeforeWhatAHandleSays() {
        People people =
                people(owner(byHandle("shared")), person("Ben", Set.of(Role.MEMBER), byId("12")));

        assertThat(verdict(people, user("12", "shared"))).isEqualTo(Verdict.NO_ROLE);
        assertThat(verdict(people, user("13", "shared"))).isEqualTo(Verdict.MAY_APPROVE);
    }

    private static Verdict verdict(People people, UserRef user) {
        return people.standing(user, "code").verdict();
    }

    private static People people(Person... persons) {
        return new People(List.of(persons), List.of());
    }

    private static Person owner(Contact... contacts) {
        return person("Ana", Set.of(Role.OWNER), contacts);
    }

    private static Person person(String name, Set<Role> roles, Contact... contacts) {
        return new Person(name, roles, List.of(contacts));
    }

    private static Contact byId(String id) {
        return new Contact("code", Optional.of(HOST), Optional.empty(), Optional.of(id));
    }

    private static Contact byHandle(String handle) {
        return new Contact("code", Optional.of(HOST), Optional.of(handle), Optional.empty());
    }

    private static UserRef user(String id, String login) {
        return new UserRef(HOST, new Token(id), new Token(login), UserRef.Kind.HUMAN, false);
    }
}
