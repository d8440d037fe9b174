/** Questions about cases, queues and packs over HTTP. Any instance answers for any case. */
@NullMarked
package io.belay.escalation.web;

import org.jspecify.annotations.NullMarked;
