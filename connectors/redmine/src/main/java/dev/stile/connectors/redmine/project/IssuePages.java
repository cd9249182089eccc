package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.Url;
import dev.stile.api.store.ListedItem;
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
import java.util.List;
import java.util.Optional;

/**
 * The pages of a listing. The first is in the order of change, newest first, because only that
 * shows what time the cursor stands for; if it does not hold everything, the rest is listed by
 * ascending ids, each page beginning behind the last id seen ({@code issue_id>=}), so that nothing
 * can be skipped and no offset grows.
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
        Optional<KeysetPosition> position = page.map(KeysetPosition::parse);
        Url url =
                client.issues(project)
                        .query("include", "relations")
                        .query("limit", RedmineClient.PAGE);
        if (since.isPresent()) {
            Instant from = since.get().minus(DeltaCursor.OVERLAP).truncatedTo(ChronoUnit.SECONDS);
            url = url.query("updated_on", ">=" + from);
        }
        url =
                position.isPresent()
                        ? url.query("issue_id", ">=" + (position.get().last() + 1))
                                .query("sort", "id")
                        : url.query("sort", "updated_on:desc,id:desc");
        HttpAnswer answer = client.answerTo(url, "listing the issues", What.PROJECT, call);
        Tainted<Vocabulary> words = vocabularies.of(project, call);
        Tainted<IssuePage> read =
                answer.json()
                        .combine(
                                words,
                                (view, known) -> IssuePage.read(view, known, items.reader()));
        vocabularies.keep(project, read.map(IssuePage::words));
        return position.map(behind -> byId(read, behind, answer))
                .orElseGet(() -> byChange(read, answer));
    }

    private Fetched byChange(Tainted<IssuePage> page, HttpAnswer answer) {
        Instant newest = newest(page, answer.serverTime());
        Optional<Token> next =
                saysAll(page)
                        ? Optional.empty()
                        : Optional.of(new KeysetPosition(newest, 0).toToken());
        return fetched(page, next, newest, answer);
    }

    private Fetched byId(Tainted<IssuePage> page, KeysetPosition behind, HttpAnswer answer) {
        Order order =
                page.checked(
                                read ->
                                        new Fact<>(
                                                read.ascending()
                                                                && read.lastNumber()
                                                                                .orElse(
                                                                                        Long
                                                                                                .MAX_VALUE)
                                                                        > behind.last()
                                                        ? Order.ASCENDING
                                                        : Order.OTHER))
                        .answer();
        if (order != Order.ASCENDING) {
            throw new Malformed("issues behind a given id in the order of ids");
        }
        long last =
                page.checked(read -> new Quantity(read.lastNumber().orElse(behind.last()))).value();
        boolean stuck = last == behind.last();
        Optional<Token> next =
                saysAll(page) || stuck
                        ? Optional.empty()
                        : Optional.of(new KeysetPosition(behind.newest(), last).toToken());
        return fetched(page, next, behind.newest(), answer);
    }

    private Fetched fetched(
            Tainted<IssuePage> page, Optional<Token> next, Instant newest, HttpAnswer answer) {
        List<ListedItem> listed = items.of(page);
        Cursor cursor =
                page.checked(read -> new DeltaCursor(newest, Optional.of(read.words())).toCursor());
        return new Fetched(
                listed,
                next,
                next.isEmpty() && saysAll(page),
                Optional.of(cursor),
                answer.serverTime());
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
