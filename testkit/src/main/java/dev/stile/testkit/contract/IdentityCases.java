package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.store.Feature;
import dev.stile.api.value.RecordId;

import java.util.Arrays;
import java.util.List;

/** Who a store says it is, and what it says it can do. */
final class IdentityCases {
    private final Scene scene;

    IdentityCases(Scene scene) {
        this.scene = scene;
    }

    @Case("C01")
    void nameIsStableSlug() {
        assertThat(scene.store().name())
                .matches("[a-z0-9]+(-[a-z0-9]+)*")
                .isEqualTo(scene.world().manifest().slug())
                .isEqualTo(scene.as(Who.MEMBER).name());
    }

    @Case("C02")
    void featuresAreConstantAndOffline() {
        List<Exchange> sent =
                scene.wire()
                        .during(
                                () ->
                                        Arrays.stream(Feature.values())
                                                .forEach(
                                                        feature ->
                                                                assertThat(scene.offers(feature))
                                                                        .as(
                                                                                "%s, asked again",
                                                                                feature)
                                                                        .isEqualTo(
                                                                                scene.offers(
                                                                                        feature))
                                                                        .isEqualTo(
                                                                                scene.as(Who.MEMBER)
                                                                                        .supports(
                                                                                                feature))));

        assertThat(sent).as("requests to learn the features").isEmpty();
    }

    @Case("C03")
    void schemaAgreesWithFeatures() {
        RecordSchema schema = scene.schema();

        assertThat(schema.root()).isEqualTo(scene.store().rootCollectionName());
        assertThat(schema.field(FieldRef.TITLE)).isPresent();
        assertThat(schema.field(FieldRef.BODY)).isPresent();
        assertOffered(schema, FieldRef.ASSIGNEES, Feature.ASSIGNEES);
        assertOffered(schema, FieldRef.LABELS, Feature.LABELS);
        assertOffered(schema, FieldRef.LINKS, Feature.LINKS);
        assertOffered(schema, FieldRef.PARENT, Feature.PARENT);
        boolean extensionsWritable =
                schema.fields().stream()
                        .anyMatch(
                                field ->
                                        field.field().extension()
                                                && (field.writable().onCreate()
                                                        || field.writable().onUpdate()));
        assertThat(extensionsWritable)
                .as("extension fields that can be written")
                .isEqualTo(scene.offers(Feature.EXTENSIONS_WRITE));
        assertThat(schema.comments() == RecordSchema.CommentRules.NONE)
                .as("no comments in the schema")
                .isEqualTo(!scene.offers(Feature.COMMENTS_READ));
        assertThat(schema.attachmentsOffered()).isEqualTo(scene.offers(Feature.ATTACHMENTS_READ));
        boolean parentWritable =
                schema.field(FieldRef.PARENT)
                        .map(field -> field.writable().onUpdate() || field.writable().onCreate())
                        .orElse(false);
        assertThat(parentWritable)
                .as("a parent that can be written")
                .isEqualTo(scene.offers(Feature.PARENT_WRITE));
    }

    @Case(value = "C04", needs = Feature.CREATE)
    void idsRoundTripThroughPaths() {
        RecordId id = scene.one("a record", "its text");

        assertThat(scene.read(new RecordId(id.text())).id()).isEqualTo(id);
        assertThat(scene.read(id).title()).isEqualTo("a record");
    }

    @Case("C05")
    void rootNameIsValid() {
        assertThat(scene.store().rootCollectionName())
                .matches("[a-z]{1,20}")
                .isEqualTo(scene.as(Who.MEMBER).rootCollectionName());
    }

    private void assertOffered(RecordSchema schema, FieldRef field, Feature feature) {
        assertThat(schema.field(field).isPresent())
                .as("%s in the schema", field)
                .isEqualTo(scene.offers(feature));
    }
}
