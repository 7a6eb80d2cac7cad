package io.rejoin.simulator.world;

/** Names as subjects of draws: whoever is named the same draws the same, wherever he stands. */
public final class Names {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Names() {}

  /** 64 bits for a name (FNV-1a over its characters). */
  public static long subject(String name) {
    long hash = BASIS;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * PRIME;
    }
    return hash;
  }
}
