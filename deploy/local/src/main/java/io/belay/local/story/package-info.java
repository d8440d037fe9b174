/** The sample cases, and the story of what becomes of them as people tell it. */
@NullMarked
package io.belay.local.story;

import org.jspecify.annotations.NullMarked;
