package dev.stile.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.connectors.github.broken.Broken;
import dev.stile.connectors.github.broken.BrokenAnswers;
import dev.stile.connectors.github.broken.BrokenMerges;
import dev.stile.connectors.github.broken.BrokenReads;
import dev.stile.connectors.github.broken.BrokenWrites;
import dev.stile.testkit.contract.NotRun;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.GitHostContract;
import dev.stile.testkit.hosting.HostCase;
import dev.stile.testkit.suite.Suite;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Each fault of an adapter is found by the case that is there for it. */
final class BrokenAdaptersTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    private Path folder;

    @TestFactory
    Stream<DynamicTest> aBrokenAdapterFailsTheCaseOfItsFault() {
        List<Broken> all = new ArrayList<>(BrokenMerges.all());
        all.addAll(BrokenWrites.all());
        all.addAll(BrokenReads.all());
        all.addAll(BrokenAnswers.all(GitHubFixture.CANARY));
        return all.stream()
                .map(broken -> DynamicTest.dynamicTest(broken.toString(), () -> isCaught(broken)));
    }

    private void isCaught(Broken broken) {
        Optional<Throwable> failure =
                failure(
                        GitHostContract.suite(
                                broken.toString(),
                                () -> new GitHubFixture(folder, Optional.of(broken))),
                        broken);

        assertThat(failure).as("what %s says", broken.caught()).isPresent();
    }

    private static Optional<Throwable> failure(Suite<HostCase> suite, Broken broken) {
        try {
            suite.run(broken.caught());
            return Optional.empty();
        } catch (NotRun notRun) {
            throw new IllegalStateException("a case that is not run finds nothing", notRun);
        } catch (Exception | AssertionError found) {
            return Optional.of(found);
        }
    }
}
