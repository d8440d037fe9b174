/** Tests of the domain package. */
@NullMarked
package io.belay.intake.domain;

import org.jspecify.annotations.NullMarked;
