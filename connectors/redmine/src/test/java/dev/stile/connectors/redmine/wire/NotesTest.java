package dev.stile.connectors.redmine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.JsonView;
import dev.stile.connectors.redmine.support.Recorded;

import org.junit.jupiter.api.Test;

final class NotesTest {
    @Test
    void onlyWhatWasSaidIsACommentOldestFirst() {
        JsonView issue =
                Recorded.parse(
                        """
                        {"id":5,"journals":[
                        {"id":9,"user":{"id":4,"name":"Rita Reporter"},"notes":"second","created_on":"2026-11-21T10:54:09Z","private_notes":true,"details":[]},
                        {"id":8,"notes":"","created_on":"2026-11-21T10:54:08Z","details":[]},
                        {"id":7,"user":{"id":5,"name":"Dana Developer"},"notes":"first","created_on":"2026-11-21T10:54:07Z","private_notes":false,"details":[]}]}
                        """);

        assertThat(Notes.of(issue))
                .extracting(
                        note ->
                                note.comment().id()
                                        + " "
                                        + note.comment().body()
                                        + " "
                                        + note.isPrivate())
                .containsExactly("7 first false", "9 second true");
        assertThat(Notes.lastId(issue)).isEqualTo(9);
        assertThat(Notes.of(Recorded.view("issue-after-write.json").field("issue"))).hasSize(1);
    }

    @Test
    void anEditOfTheTextIsAnotherVersion() {
        String issue =
                "{\"id\":5,\"journals\":[{\"id\":7,\"notes\":\"%s\",\"created_on\":\"2026-11-21T10:54:07Z\"}]}";
        assertThat(Notes.of(Recorded.parse(issue.formatted("one"))).getFirst().comment().version())
                .isNotEqualTo(
                        Notes.of(Recorded.parse(issue.formatted("two")))
                                .getFirst()
                                .comment()
                                .version());
    }

    @Test
    void anAnswerWithoutAJournalIsMalformed() {
        assertThatThrownBy(() -> Notes.of(Recorded.parse("{\"id\":5}")))
                .isInstanceOf(Malformed.class);
    }
}
