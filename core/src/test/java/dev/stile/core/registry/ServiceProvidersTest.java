package dev.stile.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.core.connection.Connects;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class ServiceProvidersTest {
    private abstract static class ForDesks implements ConnectorProvider {
        @Override
        public Manifest manifest() {
            return Connects.manifest();
        }

        @Override
        public Connector open(ConnectorContext context) {
            return Connector.of(new WildStore());
        }
    }

    /** A provider of somebody's. */
    public static final class Desk extends ForDesks {}

    /** Another one that wants the same slug. */
    public static final class OtherDesk extends ForDesks {}

    /** One that must not be touched when the other is wanted. */
    public static final class Costly extends ForDesks {
        public Costly() {
            throw new IllegalStateException("loaded for nothing");
        }
    }

    @Test
    void aConnectorIsFoundByItsServiceFileAlone(@TempDir Path folder) throws IOException {
        write(
                folder,
                "META-INF/services/" + ConnectorProvider.class.getName(),
                Desk.class.getName());

        try (Watched loader = new Watched(folder)) {
            Providers providers = new ServiceProviders(loader);
            assertThat(providers.find("desk")).isPresent();
            assertThat(providers.find("chair")).isEmpty();
            assertThat(providers.find("../desk")).isEmpty();
            assertThat(providers.all()).hasSize(1);
        }
    }

    @Test
    @Proves("GH-41")
    void aSecondRegistrationOfASlugIsRefusedAsAResultAndTheFirstStays(@TempDir Path folder)
            throws IOException {
        write(
                folder,
                "META-INF/services/" + ConnectorProvider.class.getName(),
                OtherDesk.class.getName() + "\n" + Desk.class.getName());

        try (Watched loader = new Watched(folder)) {
            ServiceProviders providers = new ServiceProviders(loader);
            assertThat(providers.all()).singleElement().isInstanceOf(OtherDesk.class);
            assertThat(providers.find("desk").orElseThrow()).isInstanceOf(OtherDesk.class);
            assertThat(providers.refused())
                    .containsExactly(
                            new ServiceProviders.Refused(
                                    "desk", Desk.class.getName(), OtherDesk.class.getName()));
        }
    }

    @Test
    void oneConnectionLoadsOneProviderWhateverElseIsInstalled(@TempDir Path folder)
            throws IOException {
        write(
                folder,
                "META-INF/services/" + ConnectorProvider.class.getName(),
                Costly.class.getName() + "\n" + Desk.class.getName());
        write(folder, "META-INF/stile/connectors/desk", Desk.class.getName() + "\n");

        try (Watched loader = new Watched(folder)) {
            assertThat(new ServiceProviders(loader).find("desk")).isPresent();
            assertThat(loader.asked)
                    .contains(Desk.class.getName())
                    .doesNotContain(Costly.class.getName());
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Remembers which classes were asked for by name. */
    private static final class Watched extends URLClassLoader {
        private final List<String> asked = new ArrayList<>();

        Watched(Path folder) throws IOException {
            super(new URL[] {folder.toUri().toURL()}, ServiceProvidersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
        }
    }
}
