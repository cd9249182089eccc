package dev.stile.stories;

import dev.stile.stories.world.SimulatorWorld;

final class SimulatorEditStoriesTest extends EditStories {
    SimulatorEditStoriesTest() {
        super(SimulatorWorld.start());
    }

    /** The delta names the deletion, so the push is refused before anything is written. */
    @Override
    String deletedCode() {
        return "fetch first";
    }
}
