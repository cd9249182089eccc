package dev.stile.git.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.git.path.TreePath.RefusedName;
import dev.stile.git.path.TreePath.RefusedName.Why;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class LayoutTest {
    private final Layout layout = new Layout("issues", false, true, true);

    @Test
    @Proves({"GS-25", "GS-26", "GS-27"})
    void everythingHasItsPlace() {
        RecordId seven = new RecordId("PROJ-7");

        assertThat(layout.recordPath(seven)).isEqualTo("issues/PROJ-7.md");
        assertThat(layout.commentPath(seven, new RecordId("12")))
                .isEqualTo("comments/PROJ-7/12.md");
        assertThat(layout.attachmentsPath(seven)).isEqualTo("attachments/PROJ-7.yaml");
        assertThat(layout.classify("issues/PROJ-7.md"))
                .isEqualTo(new TreePath.RecordFile("PROJ-7", new PathId.Exact(seven)));
        assertThat(layout.classify("comments/PROJ-7/12.md"))
                .isEqualTo(
                        new TreePath.CommentFile(
                                "PROJ-7",
                                new PathId.Exact(seven),
                                "12",
                                new PathId.Exact(new RecordId("12"))));
        assertThat(layout.classify("attachments/PROJ-7.yaml"))
                .isEqualTo(new TreePath.AttachmentList("PROJ-7", new PathId.Exact(seven)));
        assertThat(layout.classify(".stile/schema.yaml")).isEqualTo(new TreePath.GeneratedSchema());
    }

    @Test
    @Proves("GS-48")
    void aNewFileMayHaveAnyNameThatIsNoId() {
        assertThat(layout.classify("issues/my new epic.md"))
                .isEqualTo(new TreePath.RecordFile("my new epic", new PathId.None()));
        assertThat(layout.classify("issues/größer.md"))
                .isEqualTo(new TreePath.RecordFile("größer", new PathId.None()));
    }

    @Test
    @Proves("GS-48")
    void someNamesOfNewFilesAreRefused() {
        assertThat(layout.classify("issues/.hidden.md"))
                .isEqualTo(new RefusedName(Why.BEGINS_WITH_DOT));
        assertThat(layout.classify("issues/.md")).isEqualTo(new RefusedName(Why.BEGINS_WITH_DOT));
        assertThat(layout.classify("issues/sub/x.md")).isEqualTo(new RefusedName(Why.NESTED));
        assertThat(layout.classify("comments/7/sub/x.md")).isEqualTo(new RefusedName(Why.NESTED));
        assertThat(layout.classify("issues/\u00e4.md".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new RefusedName(Why.NOT_UTF8));
    }

    @ParameterizedTest
    @Proves("GS-29")
    @ValueSource(
            strings = {
                "README.md",
                "src/main.c",
                "issues",
                "issues/",
                "issues/x.txt",
                "Issues/1.md",
                ".stile/other.yaml",
                "sub/.gitignore",
                "comments/7.md",
                "comments/7/x.txt",
                "attachments/7.md",
                ".github/x.yml",
                "",
                "/"
            })
    void whatIsNowhereInTheLayoutIsOutside(String path) {
        assertThat(layout.classify(path)).isEqualTo(new TreePath.Outside());
    }

    @ParameterizedTest
    @Proves("GS-29")
    @ValueSource(strings = {".gitignore", ".gitattributes", ".editorconfig", ".mailmap"})
    void someDotfilesOfTheRootAreCarried(String path) {
        assertThat(layout.classify(path)).isEqualTo(new TreePath.CarriedDotfile(path));
    }

    @Test
    @Proves("GS-26")
    void commentsAndAttachmentsHaveAPlaceOnlyWhereTheSchemaOffersThem() {
        Layout bare = new Layout("pages", false, false, false);

        assertThat(bare.classify("comments/7/1.md")).isEqualTo(new TreePath.Outside());
        assertThat(bare.classify("attachments/7.yaml")).isEqualTo(new TreePath.Outside());
    }
}
