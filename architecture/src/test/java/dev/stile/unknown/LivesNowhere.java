package dev.stile.unknown;

/** Breaks the rule that each class has a room. */
record LivesNowhere() {}
