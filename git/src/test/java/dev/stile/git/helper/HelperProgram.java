package dev.stile.git.helper;

import dev.stile.git.remote.StopSignal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The program that git starts in these stories: the real helper over a {@link FakeMirror}. */
final class HelperProgram {
    private HelperProgram() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        RemoteHelper helper =
                new RemoteHelper(
                        System.in,
                        new FileOutputStream(FileDescriptor.out),
                        System.err,
                        (address, reporter) -> FakeMirror.open(folder, address, reporter),
                        System.getenv(),
                        StopSignal.ofProcess(Duration.ofSeconds(60)),
                        text -> text);
        System.exit(helper.run(rest));
    }
}
