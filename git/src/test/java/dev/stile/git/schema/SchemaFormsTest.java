package dev.stile.git.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.git.format.SampleRecords;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class SchemaFormsTest {
    @Test
    @Proves("GS-27")
    void theFileNamesEveryFieldStatusAndLimit() throws Exception {
        byte[] expected;
        try (var known = getClass().getResourceAsStream("schema.yaml")) {
            expected = known.readAllBytes();
        }

        assertThat(new String(SchemaFile.emit(SampleRecords.schema()), StandardCharsets.UTF_8))
                .isEqualTo(new String(expected, StandardCharsets.UTF_8));
    }

    @Test
    @Proves({"GS-27", "GS-36"})
    void theOrderInWhichAServerListsPeopleChangesNoByte() {
        RecordSchema schema = SampleRecords.schema();
        List<FieldSchema> reversed =
                schema.fields().stream()
                        .map(
                                field ->
                                        field.allowed()
                                                        instanceof
                                                        AllowedValues.People(List<Person> people)
                                                ? field.allowing(
                                                        new AllowedValues.People(people.reversed()))
                                                : field)
                        .toList();

        assertThat(SchemaFile.emit(with(schema, reversed))).isEqualTo(SchemaFile.emit(schema));
    }

    @Test
    void theMirrorsFormGivesTheSameSchemaBack() {
        RecordSchema schema = SampleRecords.schema();
        RecordSchema asking =
                with(
                        schema,
                        List.of(
                                schema.field(FieldRef.STATUS)
                                        .orElseThrow()
                                        .allowing(new AllowedValues.AskPerRecord())));

        assertThat(SchemaJson.read(JsonView.of(SchemaJson.write(schema)))).isEqualTo(schema);
        assertThat(SchemaJson.read(JsonView.of(SchemaJson.write(asking)))).isEqualTo(asking);
        RecordSchema lagging = schema.lagging(Duration.ofMinutes(2));
        assertThat(SchemaJson.read(JsonView.of(SchemaJson.write(lagging)))).isEqualTo(lagging);
    }

    @Test
    void whatIsMissingOrStrangeInTheMirrorsFormIsNamedByPlace() {
        Json.JsonObject whole = (Json.JsonObject) SchemaJson.write(SampleRecords.schema());
        for (String name : whole.members().keySet()) {
            Map<String, Json> members = new LinkedHashMap<>(whole.members());
            members.remove(name);
            assertThatThrownBy(() -> SchemaJson.read(JsonView.of(new Json.JsonObject(members))))
                    .isInstanceOf(Malformed.class)
                    .hasMessageContaining(name);
            members.put(name, Json.text("strange text"));
            assertThatThrownBy(() -> SchemaJson.read(JsonView.of(new Json.JsonObject(members))))
                    .isInstanceOf(Malformed.class);
        }
        Map<String, Json> more = new LinkedHashMap<>(whole.members());
        more.put("from_a_newer_release", Json.flag(true));
        assertThat(SchemaJson.read(JsonView.of(new Json.JsonObject(more))))
                .isEqualTo(SampleRecords.schema());
    }

    private static RecordSchema with(RecordSchema schema, List<FieldSchema> fields) {
        return new RecordSchema(
                schema.root(),
                fields,
                schema.statuses(),
                schema.bodyFormat(),
                schema.pageSize(),
                schema.timeGranularity(),
                schema.overlap(),
                schema.idsAreCaseSensitive(),
                schema.comments(),
                schema.attachmentsOffered());
    }
}
