package io.rejoin.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/**
 * Two replicas with a common past that are cut apart, do something each, and meet again: one row of
 * a type's table.
 */
public final class TwoSites<O extends Operation> {
  private final Replica<O> here;
  private final Replica<O> there;

  public TwoSites(CrdtType<O> type) {
    here = new Replica<>(type, 1);
    there = new Replica<>(type, 2);
  }

  @SafeVarargs
  public final TwoSites<O> first(O... operations) {
    for (O operation : operations) {
      there.hears(here.does(operation));
    }
    return this;
  }

  public TwoSites<O> here(O operation) {
    here.does(operation);
    return this;
  }

  public TwoSites<O> there(O operation) {
    there.does(operation);
    return this;
  }

  public Replica<O> replicaHere() {
    return here;
  }

  public Replica<O> replicaThere() {
    return there;
  }

  /** The state of both, which is the same. */
  public State afterwards() {
    List<State> states = List.of(here.state(), there.state());
    here.hears(states.get(1));
    there.hears(states.get(0));
    assertEquals(here.state(), there.state());
    return here.state();
  }
}
