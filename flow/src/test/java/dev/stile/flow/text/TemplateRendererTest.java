package dev.stile.flow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.document.Faults;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

final class TemplateRendererTest {
    private static final Label EVENT = Label.outside(Scope.of("weir-north", "pond-3"));
    private static final Label NODE = Label.outside(Scope.of("desk"));
    private static final String PAYLOAD =
            """
            {"message":"Level <2.41> & \\"rising\\" *fast*","level":2.41,"ok":true,"nothing":null,
             "list":[1,"two"],"id":"a/b ?c","braces":"{{ /level }}","lines":"one\\ntwo","dots":".."}
            """;

    private final TemplateRenderer renderer = new TemplateRenderer();

    private static StoredEvent event(String payload) {
        return new StoredEvent(
                7,
                "weir-north",
                7,
                new InboxEvent(
                        "lvl-7",
                        "message",
                        Optional.empty(),
                        Optional.of("pond-3"),
                        Instant.parse("2026-05-04T06:15:09Z"),
                        EVENT,
                        Set.of(),
                        payload,
                        "0"),
                Instant.parse("2026-05-04T06:15:10Z"));
    }

    private Tainted<Json> render(Json template) {
        RenderContext context =
                new RenderContext(
                        event(PAYLOAD),
                        "weir-alarm",
                        Map.of(
                                "summary",
                                Tainted.of(Json.object().put("text", "short").build(), NODE)));
        return renderer.render(template, context);
    }

    private Tainted<Json> rendered(String template) {
        return render(Json.text(template));
    }

    private static Tainted<Json> event(Json value) {
        return Tainted.of(value, EVENT);
    }

    @Test
    @Proves("FL-70")
    void onePlaceholderAloneKeepsTheTypeOfItsValue() {
        assertThat(rendered("{{ /level }}"))
                .isEqualTo(event(Json.number(new java.math.BigDecimal("2.41"))));
        assertThat(rendered("{{/ok}}")).isEqualTo(event(Json.flag(true)));
        assertThat(rendered("{{ /nothing }}")).isEqualTo(event(Json.nothing()));
        assertThat(rendered("{{ /list }}"))
                .isEqualTo(event(Json.array(List.of(Json.number(1), Json.text("two")))));
        assertThat(rendered(" {{ /level }}")).isEqualTo(event(Json.text(" 2.41")));
    }

    @Test
    @Proves("FL-70")
    void rootsNameTheEventTheRuleAndOutputsOfNodes() {
        assertThat(rendered("{{ event.id }} at {{ event.time }}"))
                .isEqualTo(event(Json.text("lvl-7 at 2026-05-04T06:15:09Z")));
        assertThat(rendered("{{ rule }} of {{ connection }}"))
                .isEqualTo(Tainted.of(Json.text("weir-alarm of weir-north"), Label.ofUser()));
        assertThat(rendered("{{ nodes.summary.output/text }}"))
                .isEqualTo(Tainted.of(Json.text("short"), NODE));
    }

    @Test
    @Proves({"FL-70", "TU-30"})
    void whatIsRenderedCarriesTheJoinedLabelOfAllThatWentIn() {
        assertThat(rendered("plain").label()).isEqualTo(Label.ofUser());
        assertThat(rendered("{{ event.id }}").label()).isEqualTo(EVENT);
        assertThat(rendered("{{ nodes.summary.output/text }} {{ /level }}").label())
                .isEqualTo(EVENT.join(NODE));
    }

    @Test
    @Proves("FL-70")
    void insideTextAValueIsEscapedForItsPlace() {
        List<Map.Entry<String, String>> rows =
                List.of(
                        Map.entry("now: {{ /message }}", "now: Level <2.41> & \"rising\" *fast*"),
                        Map.entry(
                                "{\"text\": \"{{ /message }}\"}",
                                "{\"text\": \"Level <2.41> & \\\"rising\\\" *fast*\"}"),
                        Map.entry(
                                "{\"level\": {{ /level }}, \"all\": {{ /list }}}",
                                "{\"level\": 2.41, \"all\": [1,\"two\"]}"),
                        Map.entry(
                                "<p>{{ /message }}</p>",
                                "<p>Level &lt;2.41&gt; &amp; &quot;rising&quot; *fast*</p>"),
                        Map.entry(
                                "**now** {{ /message }}",
                                "**now** Level \\<2\\.41\\> \\& \"rising\" \\*fast\\*"),
                        Map.entry(
                                "see https://desk.example/i/{{ /id }}/x",
                                "see https://desk.example/i/a%2Fb%20%3Fc/x"),
                        Map.entry(
                                "<a href=\"https://desk.example/{{ /dots }}/\">",
                                "<a href=\"https://desk.example/%2E%2E/\">"),
                        Map.entry("{{ /id | url }}", "a%2Fb%20%3Fc"),
                        Map.entry("x {{ /id | url }}", "x a%2Fb%20%3Fc"),
                        Map.entry(
                                "x {{ /message | html }}",
                                "x Level &lt;2.41&gt; &amp; &quot;rising&quot; *fast*"),
                        Map.entry(
                                "x {{ /message | json }}",
                                "x Level <2.41> & \\\"rising\\\" *fast*"),
                        Map.entry("x {{ /lines | markdown }}", "x one two"),
                        Map.entry(
                                "**x** {{ /message | text }}",
                                "**x** Level <2.41> & \"rising\" *fast*"),
                        Map.entry(
                                "{urgent} {{ /message | text }} {end}",
                                "{urgent} Level <2.41> & \"rising\" *fast* {end}"),
                        Map.entry("[{{ /level }}, {{ /level }}]", "[2.41, 2.41]"),
                        Map.entry("[info] {{ /id }} [end]", "[info] a/b ?c [end]"),
                        Map.entry("all {{ /list }}", "all [1,\"two\"]"));
        for (Map.Entry<String, String> row : rows) {
            assertThat(rendered(row.getKey()))
                    .as(row.getKey())
                    .isEqualTo(event(Json.text(row.getValue())));
        }
    }

    @Test
    @Proves("FL-70")
    void aValueIsNeverReadAsATemplate() {
        assertThat(rendered("{{ /braces }}")).isEqualTo(event(Json.text("{{ /level }}")));
        assertThat(rendered("a {{ /braces }} b")).isEqualTo(event(Json.text("a {{ /level }} b")));
    }

    @Test
    @Proves("FL-70")
    void aMissingValueIsAnErrorUnlessThereIsADefault() {
        for (String missing :
                List.of(
                        "{{ /gone }}",
                        "a {{ /gone }}",
                        "a {{ /nothing }}",
                        "{{ nodes.other.output }}")) {
            assertThatThrownBy(() -> rendered(missing))
                    .as(missing)
                    .isInstanceOf(RenderException.class)
                    .hasMessageContaining("nothing is there");
        }
        assertThat(rendered("{{ /gone | default(0) }}")).isEqualTo(event(Json.number(0)));
        assertThat(rendered("{{ /nothing | default(\"none\") }}"))
                .isEqualTo(event(Json.text("none")));
        assertThat(rendered("by {{ /gone | default(\"}} | {{ /level }}\") | html }}"))
                .isEqualTo(event(Json.text("by }} | {{ /level }}")));
        assertThat(rendered("{{ /level | default(0) }}").label()).isEqualTo(EVENT);
    }

    @Test
    @Proves("FL-70")
    void aPayloadThatWasPrunedCannotBeRendered() {
        RenderContext pruned = new RenderContext(event(""), "weir-alarm", Map.of());

        assertThatThrownBy(() -> renderer.render(Json.text("{{ /message }}"), pruned))
                .isInstanceOf(RenderException.class);
        assertThat(renderer.render(Json.text("{{ event.id }}"), pruned))
                .isEqualTo(event(Json.text("lvl-7")));
    }

    @Test
    @Proves({"FL-63", "FL-70"})
    void aTemplateIsCheckedWithoutBeingFilledIn() {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Json template =
                Json.object()
                        .put("a", "{{ payload.message }}")
                        .put("b", "{{ /ok")
                        .put("c", "{{ /ok | upper }}")
                        .put("d", "{{ /ok | default(x) }}")
                        .put("e", "{{ nodes.later.output }}")
                        .put("f", "{{ /a~2 }}")
                        .put("g", "{{ nodes.first.output/x }} {{ /ok | default(\"|\") | json }}")
                        .put("{{ /h }}", "h")
                        .build();

        Templates.check("/input", template, Set.of("first"), faults);

        assertThat(faults.list())
                .extracting(fault -> fault.pointer())
                .containsExactly(
                        "/input/a",
                        "/input/b",
                        "/input/c",
                        "/input/d",
                        "/input/e",
                        "/input/f",
                        "/input/{{ ~1h }}");
    }

    @Test
    @Proves("FL-63")
    void aDefaultInOtherQuotesIsShownAsItIsToBeWritten() {
        Faults faults = new Faults(Code.RULE_NOT_VALID);

        Templates.check(
                "/input", Json.text("{{ /from | default('some \"body\"') }}"), Set.of(), faults);

        assertThat(faults.list())
                .singleElement()
                .satisfies(
                        fault ->
                                assertThat(fault.fix())
                                        .isEqualTo(
                                                "write it as {{ /from | default(\"some \\\"body\\\"\") }}"));
    }

    @Test
    void anyTextIsEitherATemplateThatRendersOrRefused() {
        Random random = new Random(70);
        List<String> parts =
                List.of(
                        "{{",
                        "}}",
                        "/level",
                        "/gone",
                        "|",
                        "default(",
                        ")",
                        "\"",
                        "json",
                        " ",
                        "{",
                        "}",
                        "\\",
                        "event.id",
                        "https://x/",
                        "<b>",
                        "nodes.a.output");
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            Faults faults = new Faults(Code.RULE_NOT_VALID);
            Templates.check("", Json.text(text.toString()), Set.of("a"), faults);
            if (faults.isEmpty()) {
                try {
                    rendered(text.toString());
                } catch (RenderException missing) {
                    assertThat(missing).hasMessageContaining("nothing is there");
                }
            }
        }
    }
}
