package dev.stile.connectors.sim;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.ProjectInfo;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.Token;
import dev.stile.connectors.sim.client.SimClient;
import dev.stile.connectors.sim.wire.RecordReader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** What the server says of itself: who we are there, and its projects. */
record Service(SimClient client) {
    private static final List<String> NEEDED = List.of("read", "write", "comment");

    /** The scope that stands for all others. */
    private static final String EVERYTHING = "admin";

    private enum Answer {
        YES,
        NO
    }

    ProbeResult probe(CallContext call) {
        Tainted<JsonView> answer =
                client.read(client.service(), "asking who we are", What.PROJECT, call).json();
        boolean all = holds(answer, EVERYTHING);
        List<String> missing =
                NEEDED.stream().filter(scope -> !all && !holds(answer, scope)).toList();
        boolean limited = is(answer, view -> view.find("quota").isPresent());
        return new ProbeResult(
                answer.map(view -> RecordReader.person(view.field("caller"))),
                missing,
                Optional.of(
                        answer.checked(view -> new Moment(view.field("server_time").instant()))),
                limited
                        ? OptionalLong.of(
                                answer.checked(
                                                view ->
                                                        new Quantity(
                                                                view.field("quota")
                                                                        .field("remaining")
                                                                        .whole()))
                                        .value())
                        : OptionalLong.empty(),
                all ? List.of(EVERYTHING) : List.of());
    }

    List<ProjectInfo> projects(CallContext call) {
        List<ProjectInfo> projects = new ArrayList<>();
        Set<Token> followed = new HashSet<>();
        Url first = client.service("projects").query("limit", 1000);
        Url url = first;
        while (true) {
            Tainted<JsonView> page =
                    client.read(url, "listing the projects", What.PROJECT, call).json();
            page.mapEach(view -> view.field("items").items())
                    .forEach(item -> projects.add(info(item)));
            if (!is(page, view -> view.find("next").isPresent())) {
                return projects;
            }
            Token next = page.checked(view -> new Token(view.field("next").text()));
            if (!followed.add(next)) {
                throw new Malformed("another page of projects, not the same again");
            }
            url = first.query("cursor", next.text());
        }
    }

    private static ProjectInfo info(Tainted<JsonView> item) {
        return new ProjectInfo(
                item.checked(view -> new ProjectRef(view.field("slug").text())),
                item.map(view -> view.field("name").text()),
                OptionalLong.of(
                        item.checked(view -> new Quantity(view.field("records").whole())).value()),
                is(item, view -> view.field("writable").flag()));
    }

    private static boolean holds(Tainted<JsonView> answer, String scope) {
        return is(
                answer,
                view ->
                        view.field("scopes").items().stream()
                                .map(JsonView::text)
                                .anyMatch(scope::equals));
    }

    private static boolean is(Tainted<JsonView> value, Predicate<JsonView> question) {
        return value.checked(view -> new Fact<>(question.test(view) ? Answer.YES : Answer.NO))
                        .answer()
                == Answer.YES;
    }
}
