package dev.stile.core.egress.wire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * TLS 1.2 and newer with host names checked, which nothing can switch off (TU-16). Trust is read at
 * the first use. Any thread may call.
 */
final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** What the certificates of a connection's own authority are not. */
    static final class AuthorityException extends IOException {
        private static final long serialVersionUID = 1L;

        AuthorityException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final Optional<Path> authority;
    private Optional<SSLSocketFactory> made = Optional.empty();

    /**
     * @param authority file of PEM certificates that are trusted besides the machine's own
     */
    Tls(Optional<Path> authority) {
        this.authority = authority;
    }

    /** Makes the connected socket an encrypted one to that host. Waits as the socket is bounded. */
    SSLSocket over(TimedSocket socket, String host, int port) throws IOException {
        Socket layered = factory().createSocket(socket, host, port, true);
        SSLSocket encrypted = (SSLSocket) layered;
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(VERSIONS);
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    private synchronized SSLSocketFactory factory() throws IOException {
        if (made.isEmpty()) {
            made = Optional.of(context().getSocketFactory());
        }
        return made.get();
    }

    private SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, authority.isPresent() ? trusting(authority.get()) : null, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new AuthorityException("the certificate authority cannot be used", broken);
        }
    }

    private static TrustManager[] trusting(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream bytes = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(bytes);
        } catch (IOException unreadable) {
            throw new AuthorityException(
                    "the file of the certificate authority cannot be read", unreadable);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            number++;
            store.setCertificateEntry("authority-" + number, certificate);
        }
        if (number == 0) {
            throw new GeneralSecurityException("the file holds no certificate");
        }
        for (X509Certificate machine : machineOwn()) {
            number++;
            store.setCertificateEntry("authority-" + number, machine);
        }
        return managers(store);
    }

    private static List<X509Certificate> machineOwn() throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager trusting) {
                certificates.addAll(List.of(trusting.getAcceptedIssuers()));
            }
        }
        return certificates;
    }

    /**
     * @param store what to trust; the machine's own if there is none
     */
    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }
}
