package dev.stile.api.broken.upwards;

import dev.stile.core.broken.circle.one.One;

/** Breaks the rule that dependencies point down. */
record SeesCore(One one) {}
