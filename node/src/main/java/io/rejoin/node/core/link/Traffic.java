package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Lane;
import java.util.EnumMap;
import java.util.Map;

/** Bytes of frames by lane since the start. */
public final class Traffic {
  private static final Flow NONE = new Flow(0, 0);

  private final Map<Lane, Flow> flows = new EnumMap<>(Lane.class);

  /** Bytes of one lane. */
  public record Flow(long in, long out) {
    Flow plus(Flow more) {
      return new Flow(in + more.in, out + more.out);
    }
  }

  /** All lanes at one moment. */
  public record View(Flow membership, Flow delta, Flow repair) {}

  void received(Lane lane, int bytes) {
    flows.merge(lane, new Flow(bytes, 0), Flow::plus);
  }

  void sent(Lane lane, int bytes) {
    flows.merge(lane, new Flow(0, bytes), Flow::plus);
  }

  public View view() {
    return new View(of(Lane.MEMBERSHIP), of(Lane.DELTA), of(Lane.REPAIR));
  }

  private Flow of(Lane lane) {
    return flows.getOrDefault(lane, NONE);
  }
}
