/** Deployment files, held against the services they deploy. No engine is needed. */
@NullMarked
package io.belay.endtoend.deploy;

import org.jspecify.annotations.NullMarked;
