package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.github.rest.Times;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.CheckRun;

import graphql.schema.DataFetchingEnvironment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of check runs, of what they wrote, and of the apps that run them. */
final class CheckFields {
    private CheckFields() {}

    static void add(Served served) {
        served.of("CheckRun", Nodes.Run.class)
                .field("id", each -> Addresses.node("CR", each.run().id()))
                .field("databaseId", each -> (int) each.run().id())
                .field("name", each -> each.run().name())
                .field("status", each -> CommitFields.capital(each.run().status()))
                .field("conclusion", each -> each.run().conclusion().map(CommitFields::capital))
                .field("startedAt", each -> Times.wire(each.run().startedAt()))
                .field("completedAt", each -> each.run().completedAt().map(Times::wire))
                .field("detailsUrl", each -> each.run().url())
                .field("title", each -> each.run().output().title())
                .field("summary", each -> each.run().output().summary())
                .field("text", each -> each.run().output().text())
                .seen(
                        "annotations",
                        (each, in) -> Connections.of(in, each.run().output().annotations()))
                .seen(
                        "isRequired",
                        (each, in) ->
                                CommitFields.required(
                                        each.repository(),
                                        each.run().name(),
                                        Optional.of(each.run().app().id()),
                                        in))
                .field(
                        "checkSuite",
                        each ->
                                new Nodes.Suite(
                                        each.repository(), each.run().sha(), each.run().app()));
        annotations(served);
        served.of("CheckSuite", Nodes.Suite.class)
                .field("id", each -> Addresses.node("CS", each.app().id()))
                .field("app", Nodes.Suite::app)
                .seen("checkRuns", CheckFields::runs);
        served.connection("CheckSuite");
        served.connection("CheckRun");
        served.of("App", App.class)
                .field("id", each -> Addresses.node("A", each.id()))
                .field("slug", App::slug)
                .field("name", App::slug)
                .field("databaseId", each -> (int) each.id());
    }

    private static void annotations(Served served) {
        served.connection("CheckAnnotation");
        served.of("CheckAnnotation", CheckRun.Annotation.class)
                .field("path", CheckRun.Annotation::path)
                .field("annotationLevel", each -> CommitFields.capital(each.level()))
                .field("message", CheckRun.Annotation::message)
                .field("title", _ -> Optional.empty())
                .field("rawDetails", _ -> Optional.empty())
                .field(
                        "location",
                        each ->
                                Map.of(
                                        "start", Map.of("line", each.line()),
                                        "end", Map.of("line", each.line())));
        served.members("CheckAnnotationSpan", "start", "end");
        served.members("CheckAnnotationPosition", "line");
    }

    /** Without a filter the host leaves out older runs, too. */
    private static Object runs(Nodes.Suite suite, DataFetchingEnvironment in) {
        Map<?, ?> filter = in.getArgument("filterBy") instanceof Map<?, ?> given ? given : Map.of();
        boolean all = String.valueOf(filter.get("checkType")).equals("ALL");
        List<CheckRun> runs =
                all
                        ? suite.repository().checks().allRuns(suite.sha())
                        : suite.repository().checks().runs(suite.sha());
        Object name = filter.get("checkName");
        return Connections.of(
                in,
                runs.stream()
                        .filter(run -> run.app().equals(suite.app()))
                        .filter(run -> name == null || name.equals(run.name()))
                        .map(run -> new Nodes.Run(suite.repository(), run))
                        .toList());
    }
}
