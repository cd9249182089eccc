package dev.stile.cli.desk;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.redact.Redactor;
import dev.stile.core.store.Home;
import dev.stile.core.store.StoreException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps what an unexpected error says, without secrets, where its user finds it. */
final class ReportFile {
    private final Surroundings around;
    private final Redactor redactor;

    ReportFile(Surroundings around, Redactor redactor) {
        this.around = around;
        this.redactor = redactor;
    }

    /** Writes the report; the error to tell names it, or says that it could not be written. */
    Failure write(Throwable error) {
        Failure.Builder failure =
                Failure.of(Code.INTERNAL).detail(error.getClass().getName()).cause(error);
        try {
            Path folder = around.home().ensure().folder().resolve("reports");
            Home.ensureFolder(folder);
            Path file =
                    Files.createTempFile(
                            folder,
                            "report-" + around.clock().millis() + "-",
                            ".txt",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, redactor.clean(text(error)));
            return failure.detail("report: " + file).fact("report", file.toString()).build();
        } catch (IOException | StoreException unwritten) {
            return failure.detail("no report could be written: " + unwritten.getMessage()).build();
        }
    }

    private String text(Throwable error) {
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        lines.println("stile " + around.version().get() + ", " + Runtime.version());
        lines.println(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        error.printStackTrace(lines);
        return text.toString();
    }
}
