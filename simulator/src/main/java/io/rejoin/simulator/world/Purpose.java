package io.rejoin.simulator.world;

/** What a coin is tossed for. A new purpose leaves all other coins as they were. */
public enum Purpose {
  SCENARIO(1),
  FAULT(2),
  IDENTITY(3),
  PROTOCOL(4),
  LATENCY(5),
  LOSS(6),
  DUPLICATE(7),
  REORDER(8),
  DIAL(9),
  OPERATION(10),
  PHASE(11),
  WALL_CLOCK(12),
  BURST(13),
  FLAP(14),
  CORRUPTION(15),
  DISK(16),
  PACE(17),
  SCRIPT(18),
  CLIENT(19),
  MEMORY(20),
  ROAM(21);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
