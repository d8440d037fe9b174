/**
 * What is plugged into Apicurio's serde, by configuration. Nothing else knows it, and nothing of it
 * is loaded where another registry's serde is used.
 */
@NullMarked
package io.belay.contract.apicurio;

import org.jspecify.annotations.NullMarked;
