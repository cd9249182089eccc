package dev.stile.core.broken.circle.two;

import dev.stile.core.broken.circle.one.One;

import java.util.List;

/** Breaks, with {@link One}, the rule that packages form no circle. */
public record Two(List<One> next) {}
