package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.wire.IssuePage;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.util.ArrayList;
import java.util.List;

/** Finds issues by words of their subjects. Any thread may use it. */
public final class Search {
    private final RedmineClient client;
    private final Identity identity;
    private final Vocabularies vocabularies;
    private final Items items;

    public Search(RedmineClient client, Identity identity, Vocabularies vocabularies, Items items) {
        this.client = client;
        this.identity = identity;
        this.vocabularies = vocabularies;
        this.items = items;
    }

    /**
     * One request, after the proof that the key is good: {@code {"items": [{id, title, status,
     * url}], "complete": ...}}, those that changed last first.
     *
     * @param limit at most {@link RedmineClient#PAGE}
     */
    public Tainted<Json> find(ProjectRef project, String text, int limit, CallContext call) {
        identity.proven(call);
        Url url =
                client.issues(project)
                        .query("subject", "~" + text)
                        .query("include", "relations")
                        .query("sort", "updated_on:desc")
                        .query("limit", limit);
        Tainted<JsonView> answer = client.read(url, "searching issues", What.PROJECT, call);
        Tainted<Vocabulary> words = vocabularies.of(project, call);
        Tainted<IssuePage> page =
                answer.combine(words, (view, known) -> IssuePage.read(view, known, items.reader()));
        Tainted<List<Json>> found = page.map(read -> List.of());
        for (ListedItem item : items.of(page)) {
            if (item instanceof ListedItem.Present present) {
                found = found.combine(present.record(), Search::with);
            }
        }
        return found.combine(page, Search::output);
    }

    private static List<Json> with(List<Json> before, TrackerRecord record) {
        List<Json> more = new ArrayList<>(before);
        more.add(
                Json.object()
                        .put("id", record.id().text())
                        .put("title", record.title())
                        .putIf("status", record.status().map(status -> status.name()))
                        .putIf("url", record.meta().url())
                        .build());
        return more;
    }

    private static Json output(List<Json> found, IssuePage page) {
        return Json.object()
                .put("items", Json.array(found))
                .put("complete", page.total() <= page.given())
                .build();
    }
}
