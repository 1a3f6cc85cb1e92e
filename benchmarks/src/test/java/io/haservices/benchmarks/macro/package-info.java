/**
 * One thing done by several arms side by side: {@link io.haservices.benchmarks.macro.Match} lets them take turns in one process against one
 * server, and what counts are ratios.
 */
@NullMarked
package io.haservices.benchmarks.macro;

import org.jspecify.annotations.NullMarked;
