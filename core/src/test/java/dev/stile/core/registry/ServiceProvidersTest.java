package dev.stile.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.core.connection.Connects;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** One that throws what no handler of exceptions sees when it is asked what it is. */
    public static final class Silent extends ForDesks {
        @Override
        public Manifest manifest() {
            throw new NoClassDefFoundError("a library that is not here");
        }
    }

    /** One that has no name. */
    public static final class Nameless extends ForDesks {
        @Override
        public Manifest manifest() {
            return Manifest.of("-", "1.0.0", "Nothing").build();
        }
    }

    /** One that cannot describe what it does. */
    public static final class Speechless extends ForDesks {
        @Override
        public Manifest manifest() {
            return Manifest.of("speechless", "1.0.0", "Something")
                    .actions(
                            () -> {
                                throw new IllegalStateException("no words");
                            })
                    .build();
        }
    }

    /** One whose manifest is not as it has to be. */
    public static final class Misshapen extends ForDesks {
        @Override
        public Manifest manifest() {
            return Manifest.of("misshapen", "soon", "Something").binary("").build();
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
            assertThat(providers.all()).singleElement().satisfies(isOf(OtherDesk.class));
            assertThat(providers.find("desk").orElseThrow()).satisfies(isOf(OtherDesk.class));
            assertThat(providers.unused())
                    .singleElement()
                    .satisfies(
                            each -> {
                                assertThat(each.slug()).contains("desk");
                                assertThat(each.provider()).isEqualTo(Desk.class.getName());
                                assertThat(each.reason())
                                        .hasMessageContaining(OtherDesk.class.getName());
                            });
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

    @Test
    @Proves({"GH-36", "GH-41"})
    void oneThatCannotBeUsedIsLeftOutWithItsReasonAndStopsNoOther(@TempDir Path folder)
            throws IOException {
        List<Class<?>> broken =
                List.of(
                        Costly.class,
                        Silent.class,
                        Nameless.class,
                        Speechless.class,
                        Misshapen.class,
                        ServiceProvidersTest.class);
        write(
                folder,
                "META-INF/services/" + ConnectorProvider.class.getName(),
                "dev.stile.Gone\n"
                        + broken.stream().map(Class::getName).collect(Collectors.joining("\n"))
                        + "\n"
                        + Desk.class.getName());

        try (Watched loader = new Watched(folder)) {
            ServiceProviders providers = new ServiceProviders(loader, ServiceProvidersTest::check);

            assertThat(providers.all()).singleElement().satisfies(isOf(Desk.class));
            assertThat(providers.find("desk")).isPresent();
            assertThat(providers.unused())
                    .allSatisfy(
                            each ->
                                    assertThat(each.reason().registered())
                                            .isEqualTo(Code.CONNECTOR_DISABLED))
                    .extracting(UnusedConnector::provider)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            Stream.of("dev.stile.Gone"),
                                            broken.stream().map(Class::getName))
                                    .toList());
            assertThat(reason(providers, Costly.class).details())
                    .contains("java.lang.IllegalStateException: loaded for nothing");
            assertThat(reason(providers, Misshapen.class).problems())
                    .extracting(Problem::path)
                    .containsExactly(Optional.of("/version"), Optional.of("/binary"));
            assertThatThrownBy(() -> providers.find("misshapen"))
                    .isSameAs(reason(providers, Misshapen.class));
        }
    }

    @Test
    @Proves("GH-41")
    void oneThatItsOwnFileNamesIsRefusedWithItsReasonAlone(@TempDir Path folder)
            throws IOException {
        write(folder, "META-INF/stile/connectors/costly", Costly.class.getName());
        write(folder, "META-INF/stile/connectors/chair", Desk.class.getName());
        write(folder, "META-INF/stile/connectors/gone", "dev.stile.Gone");
        write(folder, "META-INF/stile/connectors/desk", Desk.class.getName());

        try (Watched loader = new Watched(folder)) {
            Providers providers = new ServiceProviders(loader);
            for (String slug : List.of("costly", "chair", "gone")) {
                assertThatThrownBy(() -> providers.find(slug))
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> {
                                    assertThat(failure.registered())
                                            .isEqualTo(Code.CONNECTOR_DISABLED);
                                    assertThat(failure.facts()).containsEntry("connector", slug);
                                });
            }
            assertThat(providers.find("desk")).isPresent();
        }
    }

    @Test
    @Proves("GH-41")
    void itsOwnFileDecidesWhoHasASlugForAListingToo(@TempDir Path folder) throws IOException {
        write(
                folder,
                "META-INF/services/" + ConnectorProvider.class.getName(),
                OtherDesk.class.getName() + "\n" + Desk.class.getName());
        write(folder, "META-INF/stile/connectors/desk", Desk.class.getName());

        try (Watched loader = new Watched(folder)) {
            Providers providers = new ServiceProviders(loader);

            assertThat(providers.find("desk").orElseThrow()).satisfies(isOf(Desk.class));
            assertThat(providers.all()).singleElement().satisfies(isOf(Desk.class));
            assertThat(providers.unused())
                    .singleElement()
                    .satisfies(
                            each -> {
                                assertThat(each.provider()).isEqualTo(OtherDesk.class.getName());
                                assertThat(each.reason())
                                        .hasMessageContaining(Desk.class.getName());
                            });
        }
    }

    @Test
    @Proves("GH-41")
    void whatItsOwnFileNamesInVainIsUnusedInAListingToo(@TempDir Path folder) throws IOException {
        write(
                folder,
                "META-INF/services/" + ConnectorProvider.class.getName(),
                Costly.class.getName() + "\n" + Desk.class.getName());
        write(folder, "META-INF/stile/connectors/desk", Costly.class.getName());

        try (Watched loader = new Watched(folder)) {
            Providers providers = new ServiceProviders(loader);

            assertThatThrownBy(() -> providers.find("desk")).isInstanceOf(Failure.class);
            assertThat(providers.all()).isEmpty();
            assertThat(providers.unused())
                    .extracting(UnusedConnector::provider, UnusedConnector::slug)
                    .containsExactlyInAnyOrder(
                            tuple(Desk.class.getName(), Optional.of("desk")),
                            tuple(Costly.class.getName(), Optional.of("desk")));
        }
    }

    @Test
    @Proves("GH-41")
    void actionsThatCannotBeDescribedAreToldAsTheConnectorsOwnFault(@TempDir Path folder)
            throws IOException {
        write(folder, "META-INF/stile/connectors/speechless", Speechless.class.getName());

        try (Watched loader = new Watched(folder)) {
            Manifest manifest =
                    new ServiceProviders(loader).find("speechless").orElseThrow().manifest();

            assertThatThrownBy(() -> manifest.action("speak"))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> {
                                assertThat(failure.registered()).isEqualTo(Code.CONNECTOR_DISABLED);
                                assertThat(failure.details())
                                        .contains("java.lang.IllegalStateException: no words");
                            });
        }
    }

    @Test
    void whatCannotBeUsedInAnEarlierPlaceShadowsALaterOneToo(@TempDir Path folder)
            throws IOException {
        write(
                folder,
                "META-INF/services/" + ConnectorProvider.class.getName(),
                Desk.class.getName());

        try (Watched loader = new Watched(folder)) {
            Providers place = new ServiceProviders(loader);
            Providers earlier =
                    new ServiceProviders(
                            loader,
                            (provider, manifest) ->
                                    List.of(Problem.at(Code.CONNECTOR_DISABLED, "/", "is bad")));
            Providers joined = new JoinedProviders(List.of(earlier, place));

            assertThat(place.all()).hasSize(1);
            assertThat(joined.all()).isEmpty();
            assertThatThrownBy(() -> joined.find("desk")).isInstanceOf(Failure.class);
        }
    }

    private static List<Problem> check(ConnectorProvider provider, Manifest manifest) {
        return manifest.slug().equals("misshapen")
                ? List.of(
                        Problem.at(Code.CONNECTOR_DISABLED, "/version", "is none"),
                        Problem.at(Code.CONNECTOR_DISABLED, "/binary", "is blank"))
                : List.of();
    }

    private static Failure reason(ServiceProviders providers, Class<?> type) {
        return providers.unused().stream()
                .filter(each -> each.provider().equals(type.getName()))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    private static Consumer<ConnectorProvider> isOf(Class<?> type) {
        return each ->
                assertThat(each)
                        .isInstanceOfSatisfying(
                                LoadedProvider.class,
                                loaded -> assertThat(loaded.provider()).isInstanceOf(type));
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
