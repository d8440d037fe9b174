/** What banks build today for the same work: workers on a table of due times in PostgreSQL. */
@NullMarked
package io.belay.benchmarks.sql;

import org.jspecify.annotations.NullMarked;
