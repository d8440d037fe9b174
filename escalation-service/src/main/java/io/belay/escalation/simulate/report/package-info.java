/** The figures of a dry run as text, as JSON and as a page with charts. */
@NullMarked
package io.belay.escalation.simulate.report;

import org.jspecify.annotations.NullMarked;
