/** How long is waited before something is tried again. */
@NullMarked
package dev.stile.flow.retry;

import org.jspecify.annotations.NullMarked;
