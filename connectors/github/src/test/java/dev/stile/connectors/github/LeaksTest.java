package dev.stile.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.connectors.github.broken.Broken;
import dev.stile.connectors.github.broken.Leaks;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.GitHostContract;
import dev.stile.testkit.hosting.HostCase;
import dev.stile.testkit.suite.Suite;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A secret that an adapter lets out is found in each kind of place, after whatever case it was. */
@Proves("GH-105")
final class LeaksTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    private Path folder;

    @TestFactory
    Stream<DynamicTest> aSecretThatIsLetOutIsFoundAndItsPlaceIsNamed() {
        return Leaks.all(GitHubFixture.CANARY).entrySet().stream()
                .flatMap(
                        place ->
                                place.getValue().stream()
                                        .map(
                                                broken ->
                                                        DynamicTest.dynamicTest(
                                                                place.getKey() + broken,
                                                                () ->
                                                                        isFound(
                                                                                place.getKey(),
                                                                                broken))));
    }

    /** By a scan that is no part of the case: its own words alone would find no secret. */
    private void isFound(String place, Broken broken) {
        Suite<HostCase> suite =
                GitHostContract.suite(
                        broken.toString(), () -> new GitHubFixture(folder, Optional.of(broken)));

        assertThatThrownBy(() -> suite.run(HostCase.C84))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("secrets that came out")
                .hasMessageContaining(place);
        assertThat(suite.cell(HostCase.C84)).isEqualTo("FAILED");
    }
}
