@NullMarked
package io.belay.escalation.web;

import org.jspecify.annotations.NullMarked;
