package dev.stile.stories;

import dev.stile.stories.world.SimulatorWorld;

final class SimulatorLazyCloneStoriesTest extends LazyCloneStories {
    SimulatorLazyCloneStoriesTest() {
        super(SimulatorWorld.start());
    }
}
