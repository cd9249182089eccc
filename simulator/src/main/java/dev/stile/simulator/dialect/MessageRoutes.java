package dev.stile.simulator.dialect;

import dev.stile.simulator.access.Scope;
import dev.stile.simulator.engine.Cursor;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Response;

/** What is said in the channels of a project. A message is sent once and never changed. */
final class MessageRoutes {
    private static final int LONGEST_TEXT = 4000;

    private final Listings listings;

    MessageRoutes(Listings listings) {
        this.listings = listings;
    }

    Response list(Call call, Project project) {
        Query query = call.query("limit", "cursor");
        NumberedPage page =
                NumberedPage.of(
                        query,
                        Cursor.Kind.MESSAGES,
                        listings.scope(project),
                        project.conversations()::messages);
        return Answers.json(200, page.answer());
    }

    Response byKey(Call call, Project project) {
        String id =
                IdempotencyKeys.made(call, project, call.query("key").required("key"), "message")
                        .made();
        return Answers.json(
                200, project.conversations().messages(Long.parseLong(id) - 1).iterator().next());
    }

    Response send(Call call, Project project) {
        call.query();
        call.require(project, Scope.COMMENT);
        return IdempotencyKeys.once(
                call,
                project,
                () -> {
                    Json.Obj draft = call.body("channel", "text");
                    String channel = member(draft, "channel", 200);
                    if (!channel.matches("[A-Za-z0-9_-]+")) {
                        throw Problem.invalid(
                                        "channel",
                                        "pattern",
                                        "a channel is letters, digits, dashes")
                                .refused();
                    }
                    Json.Obj message =
                            project.conversations()
                                    .send(
                                            channel,
                                            call.user(),
                                            member(draft, "text", LONGEST_TEXT),
                                            call.now().toString());
                    return new IdempotencyKeys.Made(
                            Answers.json(201, message),
                            "message",
                            message.text("id").orElseThrow());
                });
    }

    private static String member(Json.Obj draft, String name, int longest) {
        String text = draft.text(name).filter(given -> !given.isBlank()).orElse("");
        if (text.isEmpty()) {
            throw Problem.invalid(name, "required", "a message has a channel and a text").refused();
        }
        if (text.length() > longest) {
            throw Problem.invalid(name, "max_length", "it is too long")
                    .with("limit", Json.number(longest))
                    .refused();
        }
        return text;
    }
}
