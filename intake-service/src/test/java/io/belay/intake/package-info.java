/** Tests of the whole service against a real broker and registry. */
@NullMarked
package io.belay.intake;

import org.jspecify.annotations.NullMarked;
