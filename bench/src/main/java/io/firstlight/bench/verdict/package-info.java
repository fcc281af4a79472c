/**
 * How often verdicts about simulated studies are right. Start at {@link io.firstlight.bench.verdict.VerdictBenchmark}.
 */
package io.firstlight.bench.verdict;
