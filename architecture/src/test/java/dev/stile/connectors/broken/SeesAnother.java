package dev.stile.connectors.broken;

import dev.stile.connectors.other.Other;

/** Breaks the rule that no connector sees another. */
record SeesAnother(Other other) {}
