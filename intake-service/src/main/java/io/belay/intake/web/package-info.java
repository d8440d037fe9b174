/** The REST surface: requests in, answers and problems out. */
@NullMarked
package io.belay.intake.web;

import org.jspecify.annotations.NullMarked;
