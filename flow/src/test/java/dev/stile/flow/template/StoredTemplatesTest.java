package dev.stile.flow.template;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Manifest;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Set;

/** What an earlier release took is read on, though this one asks for more. */
final class StoredTemplatesTest {
    @TempDir Path folder;

    private TemplateHome home;

    @BeforeEach
    void open() {
        home = new TemplateHome(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private Template add(byte[] document) {
        return home.store
                .add(
                        document,
                        folder,
                        Set.of(),
                        new Subject.Person("ada"),
                        (template, deadline) -> TriggerInquiry.Answer.OFFERED,
                        soon())
                .template();
    }

    /** As an earlier release stored it under a slug. */
    private Template stored(String slug, byte[] document) {
        add(Ponds.bytes());
        home.database.transaction(
                soon(),
                transaction ->
                        transaction.update(
                                "UPDATE template SET slug = ?, document = ?, sha256 = 'older'",
                                slug,
                                new String(document, UTF_8)));
        return home.store.find(slug, soon()).orElseThrow();
    }

    private void refusesNew(byte[] document) {
        assertThatThrownBy(() -> home.store.check(document, folder)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> add(document)).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", ">"})
    @Proves("FL-1")
    void aBlockOfYamlIsALineThoughItEndsWithItsLineEnd(String style) {
        byte[] blocks =
                ("slug: mute\ndescription: STYLE\n  Says little\nskill: STYLE\n  mute\n"
                                + "binary: STYLE\n  none\ncommand: [pond]\n")
                        .replace("STYLE", style)
                        .getBytes(UTF_8);

        Manifest manifest = add(blocks).manifest();

        assertThat(manifest.description()).isEqualTo("Says little");
        assertThat(manifest.skill()).isEqualTo("mute");
        assertThat(manifest.binary()).isEqualTo("none");
        refusesNew(Ponds.with("skill:", "skill: |\n  one\n  two\nold:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?=a)b", "^k"})
    @Proves("FL-1")
    void aStoredPatternThatCannotBeHeldIsNotHeld(String pattern) {
        byte[] document =
                Ponds.with(
                        "unit: { type: text,", "unit: { type: text, pattern: '" + pattern + "',");
        refusesNew(document);

        Template template = stored("pond-level", document);

        assertThat(template.manifest().setting("unit").orElseThrow().pattern()).isEmpty();
        assertThat(template.warnings())
                .singleElement()
                .asString()
                .startsWith("/settings/unit/pattern ");
    }

    /** Events, reads and the other actions of it go on. */
    @Test
    @Proves({"FL-1"})
    void anActionThatNamesNoRecipientIsLeftOutOfAStoredTemplate() {
        byte[] document = Ponds.with("    recipient: /gate\n", "");
        refusesNew(document);

        Template template = stored("pond-level", document);

        assertThat(template.manifest().actions())
                .extracting(ActionSpec::slug)
                .containsExactly("read_level");
        assertThat(template.manifest().canSubscribe()).isTrue();
        assertThat(template.warnings())
                .singleElement()
                .asString()
                .startsWith("/actions/open_gate is left out: ")
                .contains("names no recipient", "write recipient:");
        assertThat(template.leftOut()).containsOnlyKeys("open_gate");
        assertThat(home.store.unused(soon())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "none", "stile"})
    @Proves("FL-1")
    void aStoredTemplateMayHaveANameThatNoConnectionCanHave(String slug) {
        byte[] document = Ponds.with("slug: pond-level", "slug: " + slug);
        refusesNew(document);

        Template template = stored(slug, document);

        assertThat(template.manifest().slug()).isEqualTo(slug);
        assertThat(template.warnings())
                .singleElement()
                .asString()
                .contains("suggested_connection_slug");
    }
}
