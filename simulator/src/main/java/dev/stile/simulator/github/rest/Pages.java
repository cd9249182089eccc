package dev.stile.simulator.github.rest;

import dev.stile.simulator.wire.Request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a page stands among the others, for the {@code Link} field. */
record Pages(Request request, int page, int last) {
    /** The field's value below this base; empty when there is one page. */
    String link(String base) {
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(one(base, page - 1, "prev"));
        }
        if (page < last) {
            links.add(one(base, page + 1, "next"));
            links.add(one(base, last, "last"));
        }
        if (page > 1) {
            links.add(one(base, 1, "first"));
        }
        return String.join(", ", links);
    }

    private String one(String base, int number, String relation) {
        Map<String, String> parameters = new LinkedHashMap<>(Segments.query(request.query()));
        parameters.put("page", String.valueOf(number));
        List<String> pairs = new ArrayList<>();
        parameters.forEach(
                (name, value) -> pairs.add(Segments.encode(name) + "=" + Segments.encode(value)));
        return "<"
                + base
                + request.path()
                + "?"
                + String.join("&", pairs)
                + ">; rel=\""
                + relation
                + "\"";
    }
}
