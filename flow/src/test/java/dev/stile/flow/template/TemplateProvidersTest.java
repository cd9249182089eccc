package dev.stile.flow.template;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.core.policy.Subject;
import dev.stile.core.registry.Providers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A template that hundreds of connections ask for again and again. */
final class TemplateProvidersTest {
    @TempDir Path folder;

    private final BuiltIns builtIns = new BuiltIns();
    private TemplateHome home;
    private TemplateStore store;
    private TemplateProviders providers;

    /** None, however often they are looked for. */
    private static final class BuiltIns implements Providers {
        private int looked;

        @Override
        public List<ConnectorProvider> all() {
            return List.of();
        }

        @Override
        public Optional<ConnectorProvider> find(String slug) {
            looked++;
            return Optional.empty();
        }
    }

    private record Opened(Template template, Manifest manifest) implements ConnectorProvider {
        @Override
        public Connector open(ConnectorContext context) {
            throw new AssertionError("nothing is opened here");
        }
    }

    @BeforeEach
    void open() {
        home = new TemplateHome(folder);
        store = home.store;
        providers = new TemplateProviders(store, builtIns, Opened::new);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private void add(byte[] document, String... readOnly) {
        store.add(
                document,
                folder,
                Set.of(readOnly),
                new Subject.Person("ada"),
                (template, deadline) -> TriggerInquiry.Answer.OFFERED,
                soon());
    }

    private Opened found() {
        return (Opened) providers.find("pond-level").orElseThrow();
    }

    @Test
    void itIsReadAndComparedOnceUntilItChanges() {
        add(Ponds.bytes());
        Opened first = found();

        assertThat(found().template()).isSameAs(first.template());
        assertThat(found().manifest()).isSameAs(first.manifest());
        assertThat(((Opened) providers.all().getFirst()).template()).isSameAs(first.template());
        assertThat(builtIns.looked).isEqualTo(1);

        add(Ponds.with("2.0.3", "2.0.4"));

        assertThat(found().manifest().version()).isEqualTo("2.0.4");
        assertThat(providers.contents("pond-level")).contains(found().template().sha256());
    }

    @Test
    void whatAPersonConfirmsHoldsAtOnce() {
        add(Ponds.bytes());
        assertThat(found().manifest().action("read_level").orElseThrow().onlyReads()).isFalse();

        add(Ponds.bytes(), "read_level");

        assertThat(found().manifest().action("read_level").orElseThrow().onlyReads()).isTrue();
    }

    @Test
    void oneThatIsGoneIsNotFoundAndComesBackAsItIsThen() {
        add(Ponds.bytes());
        found();

        store.remove("pond-level", new Subject.Person("ada"), soon());

        assertThat(providers.find("pond-level")).isEmpty();
        assertThat(providers.all()).isEmpty();

        add(Ponds.with("2.0.3", "2.0.4"));

        assertThat(found().manifest().version()).isEqualTo("2.0.4");
    }
}
