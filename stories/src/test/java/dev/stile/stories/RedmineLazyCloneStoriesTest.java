package dev.stile.stories;

import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.stories.world.RedmineWorld;

@NeedsRedmine
final class RedmineLazyCloneStoriesTest extends LazyCloneStories {
    RedmineLazyCloneStoriesTest(RedmineServer redmine) {
        super(RedmineWorld.of(redmine));
    }
}
