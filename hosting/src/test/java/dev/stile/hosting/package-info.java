/** A code host that tests script, and a home that speaks to it. */
@NullMarked
package dev.stile.hosting;

import org.jspecify.annotations.NullMarked;
