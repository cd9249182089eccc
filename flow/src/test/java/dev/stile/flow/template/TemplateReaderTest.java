package dev.stile.flow.template;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.connector.Delivery;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Program;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Subscriber;
import dev.stile.flow.document.Fault;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class TemplateReaderTest {
    private final TemplateReader reader = new TemplateReader(new JsonSchemas());

    private Manifest manifest(byte[] document) {
        TemplateReading reading = reader.read(document);
        assertThat(reading.faults().list()).isEmpty();
        return reading.manifest().orElseThrow();
    }

    @Test
    @Proves({"FL-1", "FL-6"})
    void whatATemplateClaimsAndHasIsAFacetThoughNoneIsNamed() {
        String least =
                "slug: mute\ndescription: Says little\nskill: mute\nbinary: none\ncommand: [pond]\n";
        byte[] both =
                (least
                                + "can_subscribe: true\nactions: { open: { permission:"
                                + " { category: local_write, summary: opens } } }\n")
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(manifest(both).facets()).containsExactlyInAnyOrder(Facet.EVENTS, Facet.ACTIONS);
        assertThat(manifest(least.getBytes(StandardCharsets.UTF_8)).facets()).isEmpty();
    }

    @Test
    @Proves("FL-1")
    void everyFieldArrivesInTheManifest() {
        Manifest manifest = manifest(Ponds.bytes());

        assertThat(manifest.slug()).isEqualTo("pond-level");
        assertThat(manifest.program())
                .contains(new Program(List.of("python3", "pond.py"), Program.Protocol.ONE));
        assertThat(manifest.facets()).containsExactlyInAnyOrder(Facet.EVENTS, Facet.ACTIONS);
        assertThat(manifest.settings())
                .extracting(SettingSpec::name)
                .containsExactly("host", "unit");
        assertThat(manifest.secret("token").orElseThrow().placement().delivery())
                .isEqualTo(Delivery.STDIN);
        assertThat(manifest.limits().act()).isEqualTo(Duration.ofSeconds(10));
        assertThat(manifest.limits().silence()).isEqualTo(Duration.ofSeconds(120));
        assertThat(manifest.orderKeys()).containsExactly("/pond", "/thread");
        ActionSpec gate = manifest.action("open_gate").orElseThrow();
        assertThat(gate.permission().category()).isEqualTo(Category.EXTERNAL_RECORD_UPDATE);
        assertThat(gate.permission().externalSideEffect())
                .as("what is not said is an effect")
                .isTrue();
        assertThat(gate.idempotency()).isEqualTo(Idempotency.KEY);
        assertThat(gate.recipient()).contains("/gate");
    }

    @Test
    @Proves("FL-1")
    void aSubscriberIsReadWithWhereItKeepsItsState() {
        String field =
                "subscriber: {manifest_slug: pond-level, state_root: live, display_name: Ponds}\nskill:";

        assertThat(manifest(Ponds.with("skill:", field)).subscriber())
                .contains(new Subscriber("pond-level", Optional.of("live"), Optional.of("Ponds")));
        assertThat(
                        reader.read(Ponds.with("skill:", field.replace("live", "../others")))
                                .faults()
                                .list())
                .extracting(Fault::pointer)
                .containsExactly("/subscriber/state_root");
        assertThat(
                        reader.read(Ponds.with("skill:", field.replace("state_root", "state_rot")))
                                .warnings())
                .singleElement()
                .asString()
                .contains("did you mean state_root?");
    }

    @Test
    @Proves("FL-1")
    void aFieldOfANewerReleaseIsAWarning() {
        TemplateReading reading = reader.read(Ponds.with("skill:", "moon_phase: full\nskill:"));

        assertThat(reading.faults().list()).isEmpty();
        assertThat(reading.warnings()).singleElement().asString().contains("/moon_phase");
    }

    @Test
    @Proves("FL-2")
    void allFaultsAreToldAtOnceWithTheirPlaces() {
        byte[] broken =
                """
                slug: Pond_Level
                version: two
                description: ""
                skill: x
                command: [python3, ""]
                origins: ["https://feed.example/path", "https://*.example"]
                requires_auth: "yes"
                facets: [records, moods]
                limits: { act_seconds: 0 }
                order_keys: [thread]
                actions:
                  open:
                    input_schema: { type: nonsense }
                    recipient: /gate
                """
                        .getBytes(StandardCharsets.UTF_8);

        TemplateReading reading = reader.read(broken);

        assertThat(reading.manifest()).isEmpty();
        assertThat(reading.faults().list())
                .extracting(Fault::pointer)
                .contains(
                        "/slug",
                        "/version",
                        "/description",
                        "/binary",
                        "/command",
                        "/origins/0",
                        "/origins/1",
                        "/requires_auth",
                        "/facets/1",
                        "/limits/act_seconds",
                        "/order_keys/0",
                        "/actions/open/input_schema/type",
                        "/actions/open/permission",
                        "/actions/open/recipient");
        assertThat(reading.faults().list())
                .allSatisfy(fault -> assertThat(fault.fix()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command: [python3, pond.py] | command: []                    | ''",
                "binary: pond.py             | binary: ghp_0123456789abcdefghij0123456789abcdef | /binary",
                "recipient: /gate            | recipient: /valve              | /actions/open_gate/recipient",
                "idempotency: key            | idempotency: maybe             | /actions/open_gate/idempotency",
                "protocol: 1                 | protocol: 2                    | /protocol",
                "kind: token }               | kind: token, delivery: tape }  | /secrets/token/delivery",
                "command: [python3, pond.py] | command: [python3, \"a\\0b\"] | /command",
                "slug: pond-level            | slug: stile                    | /slug",
                "binary: pond.py             | binary: \"\\u00a0\\u200b\"   | /binary",
                "binary: pond.py             | binary: \"a\\e[31m\"           | /binary",
                "unit: { type: text,         | 'unit: { type: text, pattern: \"(\",' | /settings/unit/pattern",
                "unit: { type: text,         | 'unit: { type: text, pattern: \"^k\",' | /settings/unit/pattern",
                "binary: pond.py             | 'binary: pond.py\nsuggested_connection_slug: all' | /suggested_connection_slug",
            })
    @Proves("FL-2")
    void oneFaultIsToldWhereItIs(String old, String changed, String pointer) {
        TemplateReading reading = reader.read(Ponds.with(old, changed));

        assertThat(reading.faults().list()).extracting(Fault::pointer).contains(pointer);
        assertThat(reading.faults().list().toString()).doesNotContain("ghp_0123");
    }

    @ParameterizedTest
    @CsvSource({
        "external_message_send, true",
        "external_record_update, true",
        "network_post, true",
        "external_message_draft, false",
        "external_record_read, false",
        "local_write, false",
        "of_a_newer_release, false",
    })
    @Proves({"FL-1", "FL-2"})
    void whatReachesAPersonOrAPlaceNamesItsRecipient(String category, boolean needed) {
        String template =
                new String(Ponds.with("external_record_update", category), UTF_8)
                        .replace("    recipient: /gate\n", "");

        TemplateReading reading = reader.read(template.getBytes(UTF_8));

        assertThat(reading.manifest().isPresent()).isEqualTo(!needed);
        assertThat(reading.faults().list())
                .filteredOn(fault -> fault.reason().contains("recipient"))
                .hasSize(needed ? 1 : 0)
                .allSatisfy(
                        fault -> {
                            assertThat(fault.pointer()).isEqualTo("/actions/open_gate");
                            assertThat(fault.reason()).contains(category);
                        });
    }

    @Test
    @Proves("FL-1")
    void aCategoryOutsideTheListCountsAsTheMostRestricted() {
        Manifest manifest = manifest(Ponds.with("external_record_update", "harmless"));

        assertThat(manifest.action("open_gate").orElseThrow().permission().category())
                .isEqualTo(Category.mostRestricted());
    }

    @Test
    @Proves("FL-2")
    void whatIsNoDocumentIsToldWithItsPlace() {
        assertThat(reader.read("slug: [".getBytes(StandardCharsets.UTF_8)).faults().list())
                .singleElement()
                .extracting(Fault::reason)
                .asString()
                .contains("line");
    }
}
