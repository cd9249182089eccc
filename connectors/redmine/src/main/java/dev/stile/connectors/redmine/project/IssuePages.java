package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.Url;
import dev.stile.api.store.PageSource;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.Token;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.wire.DeltaCursor;
import dev.stile.connectors.redmine.wire.IssuePage;
import dev.stile.connectors.redmine.wire.KeysetPosition;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The pages of a listing.
 *
 * <p>The first request asks for the newest changes, because only that shows what time the cursor
 * stands for. If its answer does not hold everything, issues are listed by ascending ids, each page
 * beginning behind the last id seen ({@code issue_id>=}), so that nothing can be skipped and no
 * offset grows.
 */
final class IssuePages implements PageSource {
    private enum Order {
        ASCENDING,
        OTHER
    }

    private final RedmineClient client;
    private final Items items;
    private final Vocabularies vocabularies;
    private final ProjectRef project;
    private final Optional<Instant> since;
    private final CallContext call;

    /**
     * @param since the time of the cursor that this is the delta of; empty for everything
     */
    IssuePages(
            RedmineClient client,
            Items items,
            Vocabularies vocabularies,
            ProjectRef project,
            Optional<Instant> since,
            CallContext call) {
        this.client = client;
        this.items = items;
        this.vocabularies = vocabularies;
        this.project = project;
        this.since = since;
        this.call = call;
    }

    @Override
    public Fetched fetch(Optional<Token> page) {
        if (page.isPresent()) {
            return byId(KeysetPosition.parse(page.get()));
        }
        HttpAnswer answer = ask(question().query("sort", "updated_on:desc,id:desc"));
        Tainted<IssuePage> newestFirst = read(answer);
        Instant newest = newest(newestFirst, answer.serverTime());
        return saysAll(newestFirst)
                ? fetched(newestFirst, Optional.empty(), newest, answer)
                : byId(new KeysetPosition(newest, 0));
    }

    private Fetched byId(KeysetPosition behind) {
        HttpAnswer answer =
                ask(question().query("issue_id", ">=" + (behind.last() + 1)).query("sort", "id"));
        Tainted<IssuePage> page = read(answer);
        Order order =
                page.checked(
                                read ->
                                        new Fact<>(
                                                read.followsInOrder(behind.last())
                                                        ? Order.ASCENDING
                                                        : Order.OTHER))
                        .answer();
        long last =
                page.checked(read -> new Quantity(read.lastNumber().orElse(behind.last()))).value();
        // Anything but ids that grow beyond the last one seen proves nothing, and leads nowhere.
        boolean ends = saysAll(page) || order == Order.OTHER || last == behind.last();
        Optional<Token> next =
                ends
                        ? Optional.empty()
                        : Optional.of(new KeysetPosition(behind.newest(), last).toToken());
        return order == Order.ASCENDING
                ? fetched(page, next, behind.newest(), answer)
                : unproven(page, behind.newest(), answer);
    }

    private Url question() {
        Url url =
                client.issues(project)
                        .query("include", "relations")
                        .query("limit", RedmineClient.PAGE);
        return since.map(
                        time ->
                                url.query(
                                        "updated_on",
                                        ">="
                                                + time.minus(DeltaCursor.OVERLAP)
                                                        .truncatedTo(ChronoUnit.SECONDS)))
                .orElse(url);
    }

    private HttpAnswer ask(Url url) {
        return client.answerTo(url, "listing the issues", What.PROJECT, call);
    }

    private Tainted<IssuePage> read(HttpAnswer answer) {
        Tainted<Vocabulary> words = vocabularies.of(project, call);
        Tainted<IssuePage> page =
                answer.json()
                        .combine(
                                words,
                                (view, known) -> IssuePage.read(view, known, items.reader()));
        vocabularies.keep(project, page.map(IssuePage::words));
        return page;
    }

    private Fetched fetched(
            Tainted<IssuePage> page, Optional<Token> next, Instant newest, HttpAnswer answer) {
        return new Fetched(
                items.of(page),
                next,
                next.isEmpty() && saysAll(page),
                Optional.of(cursor(page, newest)),
                answer.serverTime());
    }

    private Fetched unproven(Tainted<IssuePage> page, Instant newest, HttpAnswer answer) {
        return new Fetched(
                items.of(page),
                Optional.empty(),
                false,
                Optional.of(cursor(page, newest)),
                answer.serverTime());
    }

    private static Cursor cursor(Tainted<IssuePage> page, Instant newest) {
        return page.checked(read -> new DeltaCursor(newest, Optional.of(read.words())).toCursor());
    }

    /** The server counts no more issues that fit than the page has. */
    private static boolean saysAll(Tainted<IssuePage> page) {
        return page.checked(read -> new Quantity(Math.max(0, read.total() - read.given()))).value()
                == 0;
    }

    /**
     * The latest time on the page, never before the cursor that we began with. A clock of the
     * server's front that is behind wins, so that a record from a time when its clock was wrong
     * does not hide later edits.
     */
    private Instant newest(Tainted<IssuePage> page, Optional<Moment> serverTime) {
        Instant least = since.orElse(Instant.EPOCH);
        Instant seen = page.checked(read -> new Moment(read.newest().orElse(least))).at();
        Instant bounded =
                serverTime.map(Moment::at).filter(time -> time.isBefore(seen)).orElse(seen);
        return bounded.isBefore(least) ? least : bounded;
    }
}
