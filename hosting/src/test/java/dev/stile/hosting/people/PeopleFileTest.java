package dev.stile.hosting.people;

import static dev.stile.testkit.facts.Samples.HOST;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The directory as the user writes it. */
final class PeopleFileTest {
    @TempDir Path home;

    @Test
    @Proves("GH-80")
    void noFileIsAnEmptyDirectory() {
        assertThat(new PeopleFile(home).read(List.of())).isEqualTo(People.none());
    }

    @Test
    void aPersonHasANameRolesAndContacts() throws IOException {
        write(
                """
                people:
                  - name: Ana
                    roles: [owner, member]
                    contacts:
                      - { channel: code, host: code.example, handle: ana, id: 11 }
                      - { channel: chat, handle: ana }
                """);

        assertThat(new PeopleFile(home).read(List.of()).persons())
                .containsExactly(
                        new Person(
                                "Ana",
                                Set.of(Role.OWNER, Role.MEMBER),
                                List.of(
                                        new Contact(
                                                "code",
                                                Optional.of(HOST),
                                                Optional.of("ana"),
                                                Optional.of("11")),
                                        new Contact(
                                                "chat",
                                                Optional.empty(),
                                                Optional.of("ana"),
                                                Optional.empty()))));
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWhole() throws IOException {
        for (String broken :
                List.of(
                        "people: [{name: Ana, rolls: [owner]}]",
                        "persons: []",
                        "people: [{name: Ana, roles: [boss]}]",
                        "people: [{roles: [owner]}]",
                        "people: [{name: Ana, contacts: [{channel: code}]}]",
                        "people: [{name: Ana, contacts: [{handle: ana}]}]",
                        "people: {}",
                        "people: &a [*a]",
                        "people: []\npeople: []",
                        "people: [!!java.net.URL [x]]",
                        "- one",
                        "people: [")) {
            write(broken);
            assertThatThrownBy(() -> new PeopleFile(home).read(List.of()))
                    .as(broken)
                    .isInstanceOf(Invalid.class);
        }
        write("people: [{name: Ana, contcts: []}]");
        assertThatThrownBy(() -> new PeopleFile(home).read(List.of()))
                .hasMessageContaining("did you mean contacts?");
    }

    @Test
    void aFileThatOthersCanWriteIsRefused() throws IOException {
        Path file = write("people: []");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        assertThatThrownBy(() -> new PeopleFile(home).read(List.of())).isInstanceOf(Invalid.class);
        Files.delete(file);
        Path elsewhere = Files.writeString(home.resolve("other.yaml"), "people: []");
        Files.createSymbolicLink(file, elsewhere);
        assertThatThrownBy(() -> new PeopleFile(home).read(List.of())).isInstanceOf(Invalid.class);
    }

    private Path write(String yaml) throws IOException {
        Path file = Files.writeString(home.resolve("people.yaml"), yaml);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
