package dev.stile.stories;

import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.stories.world.RedmineWorld;

@NeedsRedmine
final class RedmineEditStoriesTest extends EditStories {
    RedmineEditStoriesTest(RedmineServer redmine) {
        super(RedmineWorld.of(redmine));
    }

    /** The server names no deletion in a delta: the write finds it. */
    @Override
    String deletedCode() {
        return "STL-3005";
    }
}
