package dev.stile.flow.text;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;

/** Fills in placeholders, in one pass: a value is never read as a template. Pure; any thread. */
public interface Renderer {
    /**
     * Fills in every text of a value. A text that is one placeholder becomes the value itself, with
     * its type.
     *
     * @throws RenderException if a value is missing that has no default, or a placeholder is none
     */
    Tainted<Json> render(Json template, RenderContext context);
}
