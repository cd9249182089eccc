package dev.stile.core.broken.circle.one;

import dev.stile.core.broken.circle.two.Two;

import java.util.List;

/** Breaks, with {@link Two}, the rule that packages form no circle. */
public record One(List<Two> next) {}
