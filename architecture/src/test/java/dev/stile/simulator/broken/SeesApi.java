package dev.stile.simulator.broken;

import dev.stile.api.broken.Visible;

/** Breaks the rule that the simulator knows nothing of what it is there to test. */
record SeesApi(Visible visible) {}
