package dev.stile.simulator.github.graphql;

import graphql.schema.DataFetchingEnvironment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pages of lists, as the arguments of a connection ask for them. */
final class Connections {
    private static final String MARK = "cursor:v2:";

    private Connections() {}

    static Map<String, Object> of(DataFetchingEnvironment environment, List<?> all) {
        int from = 0;
        int to = all.size();
        Object after = environment.getArgument("after");
        Object before = environment.getArgument("before");
        if (after instanceof String cursor) {
            from = Math.min(to, position(cursor, "after"));
        }
        if (before instanceof String cursor) {
            to = Math.max(from, Math.min(to, position(cursor, "before") - 1));
        }
        if (environment.getArgument("first") instanceof Integer first) {
            to = Math.min(to, from + first);
        } else if (environment.getArgument("last") instanceof Integer last) {
            from = Math.max(from, to - last);
        }
        List<Object> nodes = new ArrayList<>(all.subList(from, to));
        List<Object> edges = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            edges.add(Map.of("node", nodes.get(i), "cursor", cursor(from + i + 1)));
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("hasNextPage", to < all.size());
        info.put("hasPreviousPage", from > 0);
        if (!nodes.isEmpty()) {
            info.put("startCursor", cursor(from + 1));
            info.put("endCursor", cursor(to));
        }
        return Map.of("nodes", nodes, "edges", edges, "pageInfo", info, "totalCount", all.size());
    }

    private static String cursor(int position) {
        return Base64.getEncoder()
                .encodeToString((MARK + position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(String cursor, String argument) {
        try {
            String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return Integer.parseInt(text.substring(MARK.length()));
            }
        } catch (IllegalArgumentException noCursor) {
            throw invalid(cursor, argument);
        }
        throw invalid(cursor, argument);
    }

    private static QueryFailure invalid(String cursor, String argument) {
        return new QueryFailure(
                "INVALID_CURSOR_ARGUMENTS",
                "`" + cursor + "` does not appear to be a valid cursor for `" + argument + "`.");
    }
}
