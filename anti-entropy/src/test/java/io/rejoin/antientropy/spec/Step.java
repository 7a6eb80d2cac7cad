package io.rejoin.antientropy.spec;

/** What led from a state to the next: an event at one node, from another, of an operation. */
record Step(Event event, int at, int from, long ops) {
  @Override
  public String toString() {
    String who = event + " at slot " + at + (from == at ? "" : " from " + from);
    boolean kept = event == Event.RESTORE || event == Event.TORN || event == Event.ARRIVAL;
    return who + (ops == 0 ? "" : kept ? " of #" + ops : " " + Ops.show(ops));
  }
}
