package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.json.Json;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Credentials, origins, escapes, threads and the number of requests. */
final class SafetyCases {
    private static final Set<String> RESERVED =
            Set.of(
                    "authorization",
                    "cookie",
                    "host",
                    "content-length",
                    "transfer-encoding",
                    "connection");

    private final Scene scene;

    SafetyCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C80",
            needs = {Feature.CREATE, Feature.UPDATE})
    void authHeaderIsExact() {
        RecordId id = scene.one("a record", "its text");
        scene.update(id, Scene.titled("another title"), scene.unchanged(id));
        Listed.everything(scene);

        Set<String> placed =
                Stream.concat(
                                RESERVED.stream(),
                                scene.world().manifest().secrets().stream()
                                        .map(
                                                secret ->
                                                        secret.placement()
                                                                        instanceof
                                                                        SecretPlacement.Header
                                                                                header
                                                                ? header.name()
                                                                        .toLowerCase(Locale.ROOT)
                                                                : "authorization"))
                        .collect(Collectors.toSet());
        assertThat(scene.wire().exchanges())
                .allSatisfy(
                        exchange ->
                                assertThat(exchange.request().headers().keySet())
                                        .as("headers that only the gate places")
                                        .noneMatch(
                                                name ->
                                                        placed.contains(
                                                                name.toLowerCase(Locale.ROOT))));
        scene.world()
                .memberCredentialHeader()
                .ifPresent(
                        expected ->
                                assertThat(scene.world().credentialHeadersSeen().orElse(List.of()))
                                        .contains(expected));
    }

    @Case(
            value = "C82",
            needs = {Feature.CREATE, Feature.UPDATE})
    void onlyAllowedOrigins() {
        RecordId id = scene.one("a record", "its text");
        scene.update(id, Scene.titled("another title"), scene.unchanged(id));
        Listed.everything(scene);

        assertThat(scene.wire().exchanges()).isNotEmpty().allSatisfy(this::staysUnderTheBase);
    }

    @Case(value = "C83", needs = Feature.CREATE)
    void foreignNextLinkIsNotFollowed() {
        UnaryOperator<Json> change =
                scene.world()
                        .nextLinkTo(URI.create("https://elsewhere.example/steal"))
                        .orElseThrow(() -> new NotRun("pages of this vendor have no links"));
        scene.seed(ListingSize.moreThanTwoPages(scene));
        scene.wire().next(Wire::reads, new Fault.Changed(change));

        List<Exchange> sent =
                scene.wire()
                        .during(
                                () -> {
                                    try {
                                        assertThat(Listed.everything(scene).isComplete()).isFalse();
                                    } catch (ConnectorException refused) {
                                        assertThat(refused.code()).isNotEqualTo("internal");
                                    }
                                });

        assertThat(sent).allSatisfy(this::staysUnderTheBase);
    }

    @Proves("TR-65")
    @Case(value = "C84", needs = Feature.CREATE)
    void queryTextIsEscaped() {
        String there = scene.one("a record", "its text").text();
        for (String hostile :
                List.of(
                        there + "?x=1",
                        there + "#f",
                        "..",
                        there + "/../" + there,
                        there + "&key=2",
                        there + "%2f2",
                        there + ";drop",
                        there + "\"or\"1",
                        there + " 2")) {
            List<Exchange> sent =
                    scene.wire()
                            .during(
                                    () ->
                                            assertThatThrownBy(
                                                            () -> scene.read(new RecordId(hostile)))
                                                    .as("reading %s", hostile)
                                                    .isInstanceOfAny(
                                                            NotFound.class,
                                                            ConnectorException.Invalid.class));
            assertThat(sent)
                    .allSatisfy(this::staysUnderTheBase)
                    .allSatisfy(
                            exchange ->
                                    assertThat(exchange.request().url().toString())
                                            .doesNotContain(
                                                    "/../", "#", ";", "\"", " ", "?x=1", "&key=2"));
        }
    }

    @Case("C85")
    void unauthorisedAndForbiddenDiffer() {
        scene.project();
        assertThatThrownBy(() -> list(scene.as(Who.WRONG_SECRET))).isInstanceOf(Auth.class);
        assertThatThrownBy(() -> list(scene.as(Who.OUTSIDER)))
                .isInstanceOfAny(Permission.class, NotFound.class);
        if (scene.offers(Feature.CREATE)) {
            assertThatThrownBy(
                            () ->
                                    scene.as(Who.READER)
                                            .createRecord(
                                                    scene.project(),
                                                    Scene.safe(RecordDraft.titled("not allowed")),
                                                    scene.key(),
                                                    scene.call()))
                    .isInstanceOf(Permission.class);
        }
    }

    @Case(value = "C86", needs = Feature.CREATE)
    void parallelCallsDoNotMix() throws Exception {
        List<RecordId> ids = scene.seed(8);
        List<Future<String>> titles = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (RecordId id : ids) {
                titles.add(threads.submit(() -> scene.read(id).title()));
            }
            for (int index = 0; index < ids.size(); index++) {
                assertThat(titles.get(index).get(60, TimeUnit.SECONDS))
                        .isEqualTo("record " + (index + 1));
            }
        }
    }

    @Case(
            value = "C87",
            needs = {Feature.CREATE, Feature.UPDATE})
    void requestCounts() {
        RecordId id = scene.seed(3).getFirst();
        scene.schema();
        Listed full = Listed.everything(scene);
        assertThat(scene.wire().during(() -> Listed.everything(scene)))
                .as("a listing of one page")
                .hasSize(1);
        full.cursor()
                .ifPresent(
                        cursor ->
                                assertThat(scene.wire().during(() -> Listed.since(scene, cursor)))
                                        .as("a delta without changes")
                                        .hasSizeLessThanOrEqualTo(1));
        Precondition unchanged = scene.unchanged(id);
        assertThat(
                        scene.wire()
                                .during(
                                        () ->
                                                scene.update(
                                                        id,
                                                        Scene.titled("another title"),
                                                        unchanged)))
                .as("an update of one field")
                .hasSizeLessThanOrEqualTo(scene.offers(Feature.CONDITIONAL_WRITE) ? 1 : 3);
    }

    private void list(RecordStore store) {
        Listed.of(store.listRecords(scene.project(), ListOptions.everything(), scene.call()));
    }

    private void staysUnderTheBase(Exchange exchange) {
        assertThat(exchange.request().url().toString())
                .startsWith(scene.world().baseAddress().toString());
    }
}
