/** Tests of the web package. */
@NullMarked
package io.belay.intake.web;

import org.jspecify.annotations.NullMarked;
