package dev.stile.simulator.engine;

import dev.stile.simulator.engine.FieldRule.Type;
import dev.stile.simulator.engine.FieldRule.Writable;

import java.util.List;

/** The fields that every project of the own dialect has. */
final class StandardFields {
    static final int MAX_BODY = 1 << 20;
    static final List<String> LINK_KINDS = List.of("relates", "blocks", "blocked_by", "duplicates");

    private StandardFields() {}

    static List<FieldRule> of(Workflow workflow) {
        return List.of(
                FieldRule.standard("title", Type.TEXT).needed().atMost(255),
                FieldRule.standard("type", Type.TEXT)
                        .needed()
                        .oneOf(List.of("bug", "task", "story", "question")),
                FieldRule.standard("status", Type.TEXT).needed().oneOf(workflow.names()),
                FieldRule.standard("priority", Type.TEXT)
                        .oneOf(List.of("low", "normal", "high", "urgent")),
                FieldRule.standard("assignees", Type.PERSONS).items(10),
                FieldRule.standard("labels", Type.TEXTS).items(50).atMost(60),
                FieldRule.standard("parent", Type.RECORD),
                FieldRule.standard("links", Type.LINKS).oneOf(LINK_KINDS).items(50),
                FieldRule.standard("due", Type.DATE),
                FieldRule.standard("body", Type.BODY).atMost(MAX_BODY),
                FieldRule.extension("severity", Type.NUMBER),
                FieldRule.extension("story_points", Type.NUMBER),
                FieldRule.extension("customer", Type.TEXT).atMost(200),
                FieldRule.extension("blocked", Type.BOOLEAN),
                FieldRule.extension("review_on", Type.DATE),
                FieldRule.extension("channel", Type.TEXT)
                        .oneOf(List.of("web", "mail", "phone"))
                        .written(Writable.ON_CREATE),
                FieldRule.extension("votes", Type.NUMBER).written(Writable.NEVER));
    }
}
