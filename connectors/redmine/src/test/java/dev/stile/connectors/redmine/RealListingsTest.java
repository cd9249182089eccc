package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Listings and deltas of a Redmine that none of us wrote. */
@NeedsRedmine
final class RealListingsTest extends AgainstRedmine {
    RealListingsTest(RedmineServer redmine) {
        super(redmine);
    }

    @Test
    @Proves("TR-151")
    void aListingHasEveryIssueOfTheProjectAndNoneOfItsSubprojects() throws Exception {
        String project = redmine.newProject();
        String open = redmine.newIssue("dana", project, "\"subject\":\"open\"");
        String closed = redmine.newIssue("dana", project, "\"subject\":\"closed\"");
        redmine.expect(
                "admin", "PUT", "/issues/" + closed + ".json", "{\"issue\":{\"status_id\":5}}");
        String child = redmine.newProject();
        redmine.makeSubproject(child, project);
        redmine.newIssue("dana", child, "\"subject\":\"elsewhere\"");

        Read read =
                readAll(
                        store.listRecords(
                                new ProjectRef(project), ListOptions.everything(), call()));

        assertThat(read.ids()).containsExactlyInAnyOrder(open, closed);
        assertThat(read.end()).isInstanceOf(ListingEnd.Complete.class);
    }

    @Test
    void anEmptyProjectIsAnEmptyCompleteListing() {
        Read read =
                readAll(
                        store.listRecords(
                                new ProjectRef("empty"), ListOptions.everything(), call()));

        assertThat(read.ids()).isEmpty();
        assertThat(read.end()).isInstanceOf(ListingEnd.Complete.class);
        assertThat(read.cursor()).isPresent();
    }

    @Test
    void aMissingProjectIsNotFoundAndAForbiddenOneIsPermission() {
        assertThatThrownBy(() -> list("nowhere")).isInstanceOf(ConnectorException.NotFound.class);
        assertThatThrownBy(() -> list("vault")).isInstanceOf(ConnectorException.Permission.class);
        assertThatThrownBy(() -> list("archived"))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThatThrownBy(() -> list("no-issues"))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThatThrownBy(() -> list("No such name"))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    @Test
    @Proves({"TR-21", "TR-22", "TR-23"})
    void moreThanAPageIsListedByIdsAndAPageCanBeResumed() throws Exception {
        ProjectRef many = new ProjectRef(redmine.newProject());
        redmine.fill(many.text(), 205);
        list(many.text());
        egress.taken();

        Read read = list(many.text());
        List<String> ascending =
                read.ids().stream().sorted(Comparator.comparing(Long::valueOf)).toList();
        assertThat(ascending).hasSize(205).doesNotHaveDuplicates();
        assertThat(read.end()).isInstanceOf(ListingEnd.Complete.class);
        assertThat(egress.taken()).as("the newest page, then three by id").hasSize(4);

        Read rest =
                readAll(
                        store.listRecords(
                                many,
                                new ListOptions(
                                        Optional.of(read.pages().get(0).resume().orElseThrow()),
                                        true),
                                call()));
        assertThat(rest.ids()).containsExactlyElementsOf(ascending.subList(100, 205));
        assertThat(rest.cursor()).isEqualTo(read.cursor());
        assertThat(rest.end()).isInstanceOf(ListingEnd.Complete.class);
    }

    @Test
    @Proves("TR-22")
    void nothingIsSkippedWhenIssuesAreDeletedWhileTheyAreListed() throws Exception {
        ProjectRef shrinking = new ProjectRef(redmine.newProject());
        redmine.fill(shrinking.text(), 120);
        List<String> made =
                new ArrayList<>(
                        list(shrinking.text()).ids().stream()
                                .sorted(Comparator.comparing(Long::valueOf))
                                .toList());
        List<String> seen = new ArrayList<>();
        try (Listing listing = store.listRecords(shrinking, ListOptions.everything(), call())) {
            seen.addAll(ids(listing.nextPage().orElseThrow()));
            redmine.expect("admin", "DELETE", "/issues/" + made.getLast() + ".json", "");
            redmine.expect("admin", "DELETE", "/issues/" + made.get(3) + ".json", "");
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                seen.addAll(ids(page.get()));
            }
        }

        List<String> left = new ArrayList<>(made);
        left.remove(made.getLast());
        left.remove(made.get(3));
        assertThat(seen).containsAll(left).doesNotHaveDuplicates();
    }

    @Test
    @Proves({"TR-103", "GS-150"})
    void aDeltaHasWhatChangedAndCostsOneRequest() throws Exception {
        String project = redmine.newProject();
        String touched = redmine.newIssue("dana", project, "\"subject\":\"touched\"");
        redmine.newIssue("dana", project, "\"subject\":\"untouched\"");
        Cursor cursor = list(project).cursor().orElseThrow();
        redmine.expect(
                "dana",
                "PUT",
                "/issues/" + touched + ".json",
                "{\"issue\":{\"subject\":\"changed\"}}");
        RecordStore later = Opened.store(egress, redmine.webUrl().toString());
        egress.taken();

        Read delta = readAll(later.listChangedSince(new ProjectRef(project), cursor, call()));

        assertThat(delta.titles()).contains("changed");
        assertThat(egress.taken()).hasSize(1);
    }

    @Test
    void aDeltaRendersLikeAFullListing() throws Exception {
        Read all = list("demo");
        RecordStore later = Opened.store(egress, redmine.webUrl().toString());

        Read delta =
                readAll(
                        later.listChangedSince(
                                DEMO,
                                new Cursor(
                                        all.cursor()
                                                .orElseThrow()
                                                .text()
                                                .replaceFirst("\\d{4}-", "2001-")),
                                call()));

        assertThat(delta.records()).containsExactlyInAnyOrderElementsOf(all.records());
    }

    @Test
    void aCursorThatIsNotOursOrLiesInTheFutureIsInvalid() {
        for (String text :
                List.of(
                        "x",
                        "r1|nonsense",
                        "r1|2099-01-01T00:00:00Z",
                        "r1|2026-01-01T00:00:00Z|1|zz|")) {
            assertThatThrownBy(() -> store.listChangedSince(DEMO, new Cursor(text), call()))
                    .isInstanceOfSatisfying(
                            ConnectorException.Invalid.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("cursor"));
        }
    }

    @Test
    void theProjectsThatTheKeyCanSeeAreListed() {
        assertThat(store.projects(call()))
                .anySatisfy(info -> assertThat(info.project()).isEqualTo(DEMO))
                .noneSatisfy(info -> assertThat(info.project().text()).isEqualTo("vault"));
    }
}
