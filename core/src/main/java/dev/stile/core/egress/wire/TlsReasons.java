package dev.stile.core.egress.wire;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why TLS failed, told by the types of the causes, in words of ours. */
final class TlsReasons {
    private TlsReasons() {}

    static String sentence(IOException failed) {
        Throwable cause = failed;
        String sentence = "the server's TLS cannot be used";
        int depth = 0;
        while (cause != null && depth < 12) {
            sentence = of(cause, sentence);
            cause = cause.getCause();
            depth++;
        }
        return sentence;
    }

    /** The deeper a cause, the more it says. */
    private static String of(Throwable cause, String known) {
        return switch (cause) {
            case Tls.AuthorityException authority -> String.valueOf(authority.getMessage());
            case CertificateExpiredException expired -> "the server's certificate has expired";
            case CertificateNotYetValidException early ->
                    "the server's certificate is not valid yet";
            case CertPathBuilderException untrusted ->
                    "the server's certificate comes from an authority that is not trusted here";
            case SSLPeerUnverifiedException unverified ->
                    "the server's certificate is for another name";
            case CertificateException wrong ->
                    known.contains("authority")
                            ? known
                            : "the server's certificate is not accepted: it is for another name, or"
                                    + " no authority that is trusted here made it";
            case EOFException ended -> "the server ended the connection during the TLS handshake";
            case SSLHandshakeException handshake -> "no TLS version or cipher suits both sides";
            default -> known;
        };
    }
}
