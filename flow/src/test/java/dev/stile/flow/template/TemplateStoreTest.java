package dev.stile.flow.template;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.core.policy.Subject;
import dev.stile.core.registry.JoinedProviders;
import dev.stile.core.registry.Providers;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class TemplateStoreTest {
    private static final Subject ADA = new Subject.Person("ada");

    @TempDir Path folder;

    private TemplateHome home;
    private TemplateStore store;
    private TriggerInquiry.Answer hello = TriggerInquiry.Answer.OFFERED;

    @BeforeEach
    void open() {
        home = new TemplateHome(folder);
        store = home.store;
    }

    @AfterEach
    void close() {
        home.close();
    }

    private TemplateStore.Added add(byte[] document, String... readOnly) {
        return store.add(
                document, folder, Set.of(readOnly), ADA, (template, deadline) -> hello, soon());
    }

    private long grants() {
        return new AuditSearch(home.database)
                .newest(AuditFilter.everything().verb("trust"), Long.MAX_VALUE, 50, soon())
                .size();
    }

    @Test
    @Proves("GH-41")
    void oneWhoseBuiltInCannotBeUsedIsLeftOutAndStopsNoOther() {
        add(Ponds.with("slug: pond-level", "slug: weir-level"));
        add(Ponds.with("slug: pond-level", "slug: lake-level"));
        Providers builtIns =
                new Providers() {
                    @Override
                    public List<ConnectorProvider> all() {
                        return List.of();
                    }

                    @Override
                    public Optional<ConnectorProvider> find(String slug) {
                        if (slug.equals("weir-level")) {
                            throw Failure.of(Code.CONNECTOR_DISABLED).build();
                        }
                        return Optional.empty();
                    }
                };
        TemplateProviders providers =
                new TemplateProviders(
                        store, builtIns, (template, effective) -> new SaidProvider(effective));

        assertThat(providers.all())
                .extracting(each -> each.manifest().slug())
                .containsExactly("lake-level");
        // What has no floor is not let in without one.
        assertThatThrownBy(() -> providers.find("weir-level")).isInstanceOf(Failure.class);
    }

    /** An earlier release did not know the block and kept it. */
    @Test
    @Proves({"FL-1", "GH-36"})
    void oneThatThisReleaseReadsNoMoreIsUnusedWithItsReasonAndKeptAsItIs() {
        add(Ponds.with("slug: pond-level", "slug: lake-level"));
        add(Ponds.bytes());
        String stored = new String(Ponds.bytes(), UTF_8) + "githost: {type: hosting}\n";
        home.database.transaction(
                soon(),
                transaction ->
                        transaction.update(
                                "UPDATE template SET document = ?, sha256 = 'older' WHERE slug = 'pond-level'",
                                stored));
        TemplateProviders providers =
                new TemplateProviders(
                        store,
                        new JoinedProviders(List.of()),
                        (template, effective) -> new SaidProvider(effective));

        assertThat(providers.all())
                .extracting(each -> each.manifest().slug())
                .containsExactly("lake-level");
        assertThat(providers.unused())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.slug()).contains("pond-level");
                            assertThat(each.reason().registered())
                                    .isEqualTo(Code.CONNECTOR_DISABLED);
                            assertThat(each.reason().problems())
                                    .extracting(Problem::path)
                                    .containsExactly(Optional.of("/githost/type"));
                        });
        assertThat(providers.refusal("pond-level")).isPresent();
        assertThat(documents()).contains(stored);

        add(Ponds.bytes());
        assertThat(providers.unused()).isEmpty();
        assertThat(providers.find("pond-level")).isPresent();
    }

    private List<String> documents() {
        return home.database.read(
                soon(),
                transaction ->
                        transaction.list(
                                "SELECT document FROM template LIMIT 10", row -> row.text(1)));
    }

    @Test
    @Proves("FL-1")
    void aTemplateIsKeptByteForByte() {
        byte[] document = Ponds.with("skill:", "moon_phase: full   # of a newer release\nskill:");

        assertThat(add(document).changed()).isTrue();
        assertThat(add(document).changed()).isFalse();

        Template kept = store.find("pond-level", soon()).orElseThrow();
        assertThat(kept.document()).contains(new String(document, UTF_8));
        assertThat(kept.warnings()).hasSize(1);
        assertThat(kept.provenance()).isEqualTo(new Provenance.User(folder.toString()));
        assertThat(grants()).isEqualTo(1);
    }

    @Test
    @Proves("FL-2")
    void nothingIsStoredOfATemplateWithAFault() {
        assertThatThrownBy(() -> add(Ponds.with("idempotency: key", "idempotency: maybe")))
                .isInstanceOf(Failure.class)
                .extracting(failure -> ((Failure) failure).code())
                .isEqualTo("template_not_valid");
        assertThat(store.all(soon())).isEmpty();
        assertThat(grants()).isZero();
    }

    @Test
    @Proves("FL-5")
    void aConfirmationHoldsForExactlyTheseBytes() {
        Template first = add(Ponds.bytes(), "read_level").template();
        assertThat(store.confirmed(first, soon())).containsExactly("read_level");

        Template changed = add(Ponds.with("2.0.3", "2.0.4")).template();

        assertThat(store.confirmed(changed, soon())).isEmpty();
        assertThatThrownBy(() -> add(Ponds.bytes(), "no_such_action")).isInstanceOf(Failure.class);
    }

    @Test
    @Proves("FL-6")
    void aClaimOfEventsThatNothingBacksIsRefused() {
        byte[] claim =
                """
                slug: mute
                description: Says that it tells
                skill: mute
                binary: none
                can_subscribe: true
                """
                        .getBytes(UTF_8);
        assertThatThrownBy(() -> add(claim)).isInstanceOf(Failure.class);
    }

    @Test
    @Proves("FL-6")
    void aProgramWhoseHelloListsNoSubscribeBacksNoEvents() {
        byte[] claim = mute("can_subscribe: true");
        hello = TriggerInquiry.Answer.NOT_OFFERED;

        assertThatThrownBy(() -> add(claim))
                .isInstanceOf(Failure.class)
                .extracting(failure -> ((Failure) failure).code())
                .isEqualTo("trigger_unbacked");
        assertThat(store.all(soon())).isEmpty();

        hello = TriggerInquiry.Answer.UNKNOWN;
        assertThat(add(claim).changed()).isTrue();
    }

    @Test
    void aProgramKeepsNoRecordsThatCouldTell() {
        assertThat(Triggers.areSupported(add(mute("facets: [records]")).template().manifest()))
                .isFalse();
    }

    private static byte[] mute(String more) {
        return ("slug: mute\ndescription: Says that it tells\nskill: mute\nbinary: none\n"
                        + "command: [pond]\n"
                        + more
                        + "\n")
                .getBytes(UTF_8);
    }

    @Test
    void anAgentRegistersNothing() {
        assertThatThrownBy(
                        () ->
                                store.add(
                                        Ponds.bytes(),
                                        folder,
                                        Set.of(),
                                        new Subject.Agent("a1"),
                                        (template, deadline) -> {
                                            throw new AssertionError("nothing runs for an agent");
                                        },
                                        soon()))
                .isInstanceOf(Failure.class);
    }

    @Test
    void aTemplateGoesOnce() {
        add(Ponds.bytes());
        assertThat(store.remove("pond-level", ADA, soon())).isTrue();
        assertThat(store.remove("pond-level", ADA, soon())).isFalse();
        assertThat(store.find("pond-level", soon())).isEmpty();
    }
}
