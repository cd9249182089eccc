package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.store.ProjectInfo;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.connectors.redmine.client.RedmineClient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Lists the projects that the key's owner can see. Any thread may use it. */
public final class Projects {
    /** {@code Project::STATUS_ACTIVE}; 5 is closed: readable, and nothing can be written. */
    private static final long ACTIVE = 1;

    /** A server with more projects than these pages hold is listed no further. */
    private static final int MOST_PAGES = 100;

    private enum State {
        ACTIVE,
        OTHER
    }

    private final RedmineClient client;
    private final Identity identity;

    public Projects(RedmineClient client, Identity identity) {
        this.client = client;
        this.identity = identity;
    }

    public List<ProjectInfo> visible(CallContext call) {
        identity.proven(call);
        Map<ProjectRef, ProjectInfo> projects = new LinkedHashMap<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            long offset = (long) page * RedmineClient.PAGE;
            Url url =
                    client.under("projects.json")
                            .query("limit", RedmineClient.PAGE)
                            .query("offset", offset);
            Tainted<JsonView> answer = client.read(url, "listing the projects", What.PROJECT, call);
            for (Tainted<JsonView> project :
                    answer.mapEach(view -> view.field("projects").items())) {
                ProjectInfo info = info(project);
                projects.putIfAbsent(info.project(), info);
            }
            long left =
                    answer.checked(
                                    view ->
                                            new Quantity(
                                                    Math.max(
                                                            0,
                                                            view.field("total_count").whole()
                                                                    - offset
                                                                    - RedmineClient.PAGE)))
                            .value();
            if (left == 0) {
                break;
            }
        }
        return new ArrayList<>(projects.values());
    }

    private static ProjectInfo info(Tainted<JsonView> project) {
        State state =
                project.checked(
                                view ->
                                        new Fact<>(
                                                view.find("status")
                                                                        .map(JsonView::whole)
                                                                        .orElse(ACTIVE)
                                                                == ACTIVE
                                                        ? State.ACTIVE
                                                        : State.OTHER))
                        .answer();
        return new ProjectInfo(
                project.checked(view -> new ProjectRef(view.field("identifier").text())),
                project.map(view -> view.field("name").text()),
                OptionalLong.empty(),
                state == State.ACTIVE);
    }
}
