package io.rejoin.node.core.relay;

import java.time.Duration;

/**
 * Timers and limits of delta exchange.
 *
 * @param clocks between tellings of what is applied here to each linked node, if that changed
 * @param batchBytes size of a batch, about; a single item may be larger
 * @param bufferBytes deltas that wait for one peer; beyond, they are dropped and repaired
 * @param maxGaps gaps in the clock of one run; claims that would make more are not taken
 * @param oncePerSite whether of another site one node is told, which tells the others there
 */
public record DeltaConfig(
    Duration clocks, int batchBytes, long bufferBytes, int maxGaps, boolean oncePerSite) {

  public static DeltaConfig lan() {
    return new DeltaConfig(Duration.ofSeconds(1), 128 << 10, 32L << 20, 1_024, true);
  }

  public static DeltaConfig wan() {
    return new DeltaConfig(Duration.ofSeconds(5), 128 << 10, 32L << 20, 1_024, true);
  }

  public DeltaConfig withOncePerSite(boolean once) {
    return new DeltaConfig(clocks, batchBytes, bufferBytes, maxGaps, once);
  }
}
