package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.error.StileException;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Real certificates, made by the JDK's keytool, of an authority that nobody knows. */
final class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir private static Path folder;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test Authority", "-ext", "bc:c");
        keytool(
                "-exportcert",
                "-alias",
                "ca",
                "-rfc",
                "-file",
                folder.resolve("ca.pem").toString());
        make("server", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2");
        make("other", "SAN=dns:other.example", "-validity", "2");
        make("expired", "SAN=dns:localhost,ip:127.0.0.1", "-startdate", "-10d", "-validity", "2");
    }

    @Test
    @Proves("TU-16")
    void aPrivateAuthorityIsTrustedByItsOwnConnectionAndByNoOther() throws Exception {
        try (RawServer server = serving("server", "TLSv1.3")) {
            String origin = "https://127.0.0.1:" + server.port();
            try (GuardedClient trusting =
                    new GateFixture().own(origin).authority(folder.resolve("ca.pem")).client()) {
                assertThat(trusting.send(get(origin + "/x"), call()).status()).isEqualTo(200);
                assertThat(trusting.send(get(origin + "/x"), call()).status()).isEqualTo(200);
                assertThat(server.connections()).isEqualTo(1);
                assertThat(trusting.send(post(origin + "/x"), call()).status()).isEqualTo(200);
            }
            GateFixture strange = new GateFixture().own(origin);
            try (GuardedClient client = strange.client()) {
                Failure failed =
                        catchThrowableOfType(
                                Failure.class, () -> client.send(post(origin + "/x"), call()));
                assertThat(failed.code()).isEqualTo("tls_failed");
                assertThat(failed.getMessage()).contains(origin, "authority that is not trusted");
            }
            assertThat(strange.crossings.story())
                    .containsExactly("intent egress.write", "outcome egress.write tls_failed");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void tlsOneDotTwoIsSpokenAndOlderIsNot() throws Exception {
        try (RawServer server = serving("server", "TLSv1.2");
                GuardedClient client = trusting(server)) {
            assertThat(client.send(get(origin(server) + "/x"), call()).status()).isEqualTo(200);
        }
    }

    @Test
    @Proves("TU-16")
    void aCertificateForAnotherNameIsRefused() throws Exception {
        assertThat(failure("other").getMessage()).contains("another name");
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() throws Exception {
        assertThat(failure("expired").getMessage()).contains("expired");
    }

    @Test
    void aServerThatSpeaksNoTlsIsNamedAsSuch() {
        RawServer.Script plain =
                visitor -> {
                    visitor.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                    visitor.fallSilent();
                };
        try (RawServer server = RawServer.start(plain);
                GuardedClient client = trusting(server)) {
            StileException failed =
                    catchThrowableOfType(
                            StileException.class,
                            () -> client.send(get(origin(server) + "/x"), call()));
            assertThat(failed.code()).isEqualTo("tls_failed");
        }
    }

    @Test
    void anAuthorityFileThatIsNoneIsSaidToBeWrong() throws Exception {
        Path file = Files.writeString(folder.resolve("empty.pem"), "no certificate\n");
        try (RawServer server = serving("server", "TLSv1.3");
                GuardedClient client =
                        new GateFixture().own(origin(server)).authority(file).client()) {
            Failure failed =
                    catchThrowableOfType(
                            Failure.class, () -> client.send(get(origin(server) + "/x"), call()));
            assertThat(failed.code()).isEqualTo("tls_failed");
            assertThat(failed.getMessage()).contains("certificate authority");
        }
    }

    private static Failure failure(String certificate) throws Exception {
        try (RawServer server = serving(certificate, "TLSv1.3");
                GuardedClient client = trusting(server)) {
            Failure failed =
                    catchThrowableOfType(
                            Failure.class, () -> client.send(get(origin(server) + "/x"), call()));
            assertThat(failed.code()).isEqualTo("tls_failed");
            assertThat(server.requests()).isEmpty();
            return failed;
        }
    }

    private static GuardedClient trusting(RawServer server) {
        return new GateFixture().own(origin(server)).authority(folder.resolve("ca.pem")).client();
    }

    private static String origin(RawServer server) {
        return "https://127.0.0.1:" + server.port();
    }

    private static RawServer serving(String alias, String protocol)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        for (String other : List.of("ca", "server", "other", "expired")) {
            if (!other.equals(alias)) {
                store.deleteEntry(other);
            }
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket socket =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] {protocol});
        return new RawServer(
                socket,
                visitor -> {
                    while (visitor.readRequest()) {
                        visitor.say(RawServer.ok("{}"));
                    }
                });
    }

    private static void make(String alias, String names, String... validity)
            throws IOException, InterruptedException {
        String request = folder.resolve(alias + ".csr").toString();
        String certificate = folder.resolve(alias + ".pem").toString();
        keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias);
        keytool("-certreq", "-alias", alias, "-file", request);
        List<String> sign =
                new ArrayList<>(
                        List.of(
                                "-gencert",
                                "-alias",
                                "ca",
                                "-rfc",
                                "-ext",
                                names,
                                "-infile",
                                request,
                                "-outfile",
                                certificate));
        sign.addAll(Arrays.asList(validity));
        keytool(sign.toArray(String[]::new));
        keytool("-importcert", "-noprompt", "-alias", alias, "-file", certificate);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        command.addAll(
                List.of(
                        "-keystore",
                        folder.resolve("keys.p12").toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> log()).isZero();
    }

    private static String log() {
        try {
            return Files.readString(folder.resolve("keytool.log"));
        } catch (IOException none) {
            return "";
        }
    }
}
