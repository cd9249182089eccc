package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.connectors.redmine.client.RedmineClient;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the ids that writes need for the names that files have. Each kind of name costs one request
 * when it is first needed, and one more when a name is not among those read before. Any thread may
 * use it.
 */
public final class Directory {
    /** A kind of names. */
    public enum Kind {
        TRACKER,
        STATUS,
        PRIORITY,
        CATEGORY,
        VERSION
    }

    private enum Known {
        YES,
        NO
    }

    private record Key(ProjectRef project, Kind kind) {}

    private final RedmineClient client;
    private final Map<Key, Tainted<Names>> known = new ConcurrentHashMap<>();

    public Directory(RedmineClient client) {
        this.client = client;
    }

    /**
     * @throws dev.stile.api.error.ConnectorException.Invalid naming the field if the server has no
     *     such name
     */
    public long idOf(ProjectRef project, Kind kind, FieldRef field, String name, CallContext call) {
        Tainted<Names> known = this.known.get(new Key(project, kind));
        Tainted<Names> all =
                known == null || !has(known, name) ? names(project, kind, call) : known;
        return all.checked(entries -> new Quantity(entries.require(field, name, all.label())))
                .value();
    }

    /** Whether this name's id is known, so that {@link #idOf} makes no request. */
    public boolean knows(ProjectRef project, Kind kind, String name) {
        Tainted<Names> names = known.get(new Key(project, kind));
        return names != null && has(names, name);
    }

    /** All names of a kind, as the server has them now. */
    public Tainted<Names> names(ProjectRef project, Kind kind, CallContext call) {
        return learn(
                project,
                kind,
                client.read(url(project, kind), operation(kind), What.PROJECT, call));
    }

    /**
     * Names from an answer that was read for something else; the same form as that of its own
     * request.
     */
    Tainted<Names> learn(ProjectRef project, Kind kind, Tainted<JsonView> answer) {
        Tainted<Names> names = answer.map(view -> read(view, kind));
        known.put(new Key(project, kind), names);
        return names;
    }

    private static boolean has(Tainted<Names> names, String name) {
        return names.checked(
                                entries ->
                                        new Fact<>(
                                                entries.find(name).isPresent()
                                                        ? Known.YES
                                                        : Known.NO))
                        .answer()
                == Known.YES;
    }

    private Url url(ProjectRef project, Kind kind) {
        return switch (kind) {
            case TRACKER -> client.project(project).query("include", "trackers");
            case STATUS -> client.under("issue_statuses.json");
            case PRIORITY -> client.under("enumerations", "issue_priorities.json");
            case CATEGORY -> client.project(project).query("include", "issue_categories");
            case VERSION -> client.ofProject(project, "versions");
        };
    }

    private static String operation(Kind kind) {
        return switch (kind) {
            case TRACKER -> "reading the project's trackers";
            case STATUS -> "reading the statuses";
            case PRIORITY -> "reading the priorities";
            case CATEGORY -> "reading the project's categories";
            case VERSION -> "reading the project's versions";
        };
    }

    private static Names read(JsonView answer, Kind kind) {
        return switch (kind) {
            case TRACKER -> Names.of(answer.field("project").field("trackers").items());
            case STATUS -> Names.of(answer.field("issue_statuses").items());
            case PRIORITY -> Names.of(active(answer.field("issue_priorities").items()));
            case CATEGORY -> Names.of(answer.field("project").field("issue_categories").items());
            case VERSION -> Names.of(open(answer.field("versions").items()));
        };
    }

    /** A priority that was retired keeps its issues and takes no new ones. */
    private static List<JsonView> active(List<JsonView> priorities) {
        return priorities.stream()
                .filter(priority -> priority.find("active").map(JsonView::flag).orElse(true))
                .toList();
    }

    /** The server refuses an issue for a locked or closed version. */
    private static List<JsonView> open(List<JsonView> versions) {
        return versions.stream()
                .filter(version -> version.field("status").text().equals("open"))
                .toList();
    }
}
