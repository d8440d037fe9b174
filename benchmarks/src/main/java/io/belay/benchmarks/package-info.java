/**
 * Measures the running system beside two baselines on the same broker. Started by benchmarks/run.
 */
@NullMarked
package io.belay.benchmarks;

import org.jspecify.annotations.NullMarked;
