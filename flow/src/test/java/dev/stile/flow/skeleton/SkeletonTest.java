package dev.stile.flow.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class SkeletonTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    @Proves("FL-99")
    void aConnectorIsShortAndComesWithItsTemplateItsManifestAndAReadme(Skeleton skeleton)
            throws IOException {
        skeleton.writeTo(folder.resolve("new"));

        for (String around : List.of("template.yaml", "manifest.toml", "README.md")) {
            assertThat(folder.resolve("new").resolve(around))
                    .content()
                    .contains(skeleton.files().getFirst())
                    .doesNotContainPattern("\\{[a-z]+\\}");
        }
        assertThat(Files.readAllLines(folder.resolve("new").resolve(skeleton.files().getFirst())))
                .hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenOver() throws IOException {
        Files.writeString(folder.resolve("README.md"), "mine");

        assertThatThrownBy(() -> Skeleton.PYTHON.writeTo(folder))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**connector.py");
    }
}
