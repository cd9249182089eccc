package dev.stile.cli.canary;

import dev.stile.api.secret.SecureValue;
import dev.stile.core.redact.Redactor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * Secrets that are found again wherever they come out, in each form that the redactor knows. Their
 * characters differ in each of those forms, and all of them may stand in a header.
 *
 * @param variable reaches the programs by the environment
 * @param file by a file of the user's own
 * @param credential by git's credential helpers
 * @param typed was given in a secret's place by mistake
 */
record Canaries(String variable, String file, String credential, String typed) {
    static Canaries random() {
        return new Canaries(value("env"), value("file"), value("git"), value("typed"));
    }

    private static String value(String kind) {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return kind + "/+&<\"'$\\%" + HexFormat.of().formatHex(bytes);
    }

    /** All that came to rest: none may be in a file of ours or in an output. */
    List<String> all() {
        return List.of(variable, file, credential, typed);
    }

    /** How often any of these is in the bytes, in whatever form. */
    static long count(byte[] bytes, List<String> secrets) {
        return count(secrets, sink -> sink.write(bytes));
    }

    static long count(Path path, List<String> secrets) {
        return count(secrets, sink -> Files.copy(path, sink));
    }

    private interface Source {
        void copyTo(OutputStream sink) throws IOException;
    }

    private static long count(List<String> secrets, Source source) {
        Redactor finder = new Redactor();
        secrets.forEach(secret -> finder.register(SecureValue.takeFrom(secret.toCharArray())));
        try (OutputStream scan = finder.filter(OutputStream.nullOutputStream())) {
            source.copyTo(scan);
        } catch (IOException gone) {
            return 0;
        }
        return finder.replacedCount();
    }
}
