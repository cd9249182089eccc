package dev.stile.flow.process.child;

import dev.stile.core.redact.Redactor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A host that is killed while its child and what that started run. */
final class KilledHost {
    private KilledHost() {}

    public static void main(String[] arguments) throws InterruptedException {
        Children children = Children.open(Path.of(arguments[0]), new Redactor(), new Random());
        ChildProgram child =
                children.start(
                        new Launch(
                                Path.of("/bin/sh"),
                                List.of("-c", "setsid sleep 1000 & sleep 1000 & echo up; wait"),
                                Map.of("PATH", "/usr/bin:/bin"),
                                Path.of("/"),
                                1024,
                                (run, text) -> {}));
        child.poll(java.time.Duration.ofSeconds(60)).orElseThrow();
        System.out.println(child.run());
        Thread.sleep(100_000);
    }
}
