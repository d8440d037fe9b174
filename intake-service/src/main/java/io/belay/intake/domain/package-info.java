/**
 * What may come in, in which form, and what of it is hidden first. Knows no framework and no wire.
 */
@NullMarked
package io.belay.intake.domain;

import org.jspecify.annotations.NullMarked;
