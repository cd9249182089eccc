package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.json.Json;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.JsonText;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Acting on a Redmine that none of us wrote. */
@NeedsRedmine
final class RealActionsTest extends AgainstRedmine {
    private final ActionSet actions;

    RealActionsTest(RedmineServer redmine) {
        super(redmine);
        this.actions = Opened.actions(egress, redmine.webUrl().toString());
    }

    @Test
    @Proves("FL-12")
    void theActionsAreThoseOfTheCatalog() {
        assertThat(new RedmineProvider().manifest().actions())
                .extracting(spec -> spec.slug() + (spec.onlyReads() ? " (r)" : ""))
                .containsExactly(
                        "create_issue",
                        "comment",
                        "set_status",
                        "assign",
                        "get_issue (r)",
                        "search (r)");
    }

    @Test
    void eachActionCostsTheRequestsThatItNeeds() throws Exception {
        RecordId id = issue("\"subject\":\"Counted\"");
        perform("get_issue", about(id).build());
        perform("search", about().put("text", "Counted").build());
        assertThat(egress.taken()).as("meanings and key are known from here on").isNotEmpty();

        perform("create_issue", about().put("title", "New").build());
        assertThat(egress.taken()).hasSize(1);
        perform("comment", about(id).put("text", "seen").build());
        assertThat(egress.taken()).hasSize(4);
        perform("set_status", about(id).put("status", "In Progress").build());
        assertThat(egress.taken()).hasSize(4);
        perform("assign", about(id).put("person", redmine.userId("dana")).build());
        assertThat(egress.taken()).hasSize(4);
        perform("get_issue", about(id).build());
        assertThat(egress.taken()).hasSize(1);
        perform("search", about().put("text", "Counted").build());
        assertThat(egress.taken()).hasSize(1);
    }

    @Test
    void aSearchFindsWordsOfSubjectsAndSaysWhetherThatIsAll() throws Exception {
        RecordId first = issue("\"subject\":\"The blue door squeaks\"");
        RecordId second = issue("\"subject\":\"Paint the Blue door & <b>\",\"status_id\":1");
        RecordId other = issue("\"subject\":\"Nothing to see\"");

        String found = output(perform("search", about().put("text", "blue door").build()));
        String one = output(perform("search", about().put("text", "blue").put("limit", 1).build()));
        String none = output(perform("search", about().put("text", "100% of *").build()));

        assertThat(found)
                .contains("\"id\":\"" + first + "\"", "\"id\":\"" + second + "\"")
                .doesNotContain("\"id\":\"" + other + "\"")
                .contains("\"complete\":true");
        assertThat(one).contains("\"complete\":false");
        assertThat(none).contains("\"items\":[]");
        assertThatThrownBy(
                        () ->
                                perform(
                                        "search",
                                        about().put("text", "blue").put("limit", 101).build()))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("limit"));
    }

    @Test
    @Proves("FL-26")
    void aCommentThatWasMadeIsNeverSaidToHaveFailed() throws Exception {
        RecordId id = issue("\"subject\":\"Made, and nobody can look\"");
        AtomicInteger writes = new AtomicInteger();
        egress.before(
                request -> {
                    if (request.method().equals("PUT")) {
                        writes.incrementAndGet();
                    } else if (writes.get() > 0) {
                        throw new Unavailable("no answer");
                    }
                });

        assertThatThrownBy(() -> perform("comment", about(id).put("text", "said").build()))
                .isInstanceOf(OutcomeUnknown.class);
    }

    private ActionResult perform(String action, Json.JsonObject input) {
        return actions.perform(
                new ActionCall(action, UserInput.trusted(new ActionInput(input)), KEY, 1), call());
    }

    private Json.ObjectBuilder about() {
        return Json.object().put("project", project.text());
    }

    private Json.ObjectBuilder about(RecordId id) {
        return about().put("id", id.text());
    }

    private static String output(ActionResult result) {
        return JsonText.write(List.of(bare(result.output())).getFirst());
    }
}
