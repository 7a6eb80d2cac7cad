package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can befall a grid. Nodes are named by selectors: a node, a site, a block, {@code all},
 * {@code rest}, {@code random truck} (one site of the block truck), {@code random node}, {@code
 * half of trucks}.
 */
public sealed interface Happening {

  /** Which way frames do not pass, seen from those that are cut off. */
  enum Direction {
    BOTH,
    /** They hear nothing but are heard. */
    IN,
    /** They hear but are not heard. */
    OUT
  }

  /** What becomes of a disk when its process ends. */
  enum DiskFate {
    /** The process ends, the disk has all that was written. */
    KEPT,
    /** The power fails: what was not synced is gone. */
    UNSYNCED,
    /** The power fails within a write: as before, and the last record is half there. */
    TORN,
    /** The node comes back with an empty disk. */
    LOST
  }

  /** What of a disk goes bad. */
  enum Damage {
    /** One bit of one record. */
    RECORD,
    /** All records that lie in one block of 4 KiB. */
    BLOCK
  }

  /**
   * Nothing passes between the groups. Nodes of the bridge, and those in no group, keep all links.
   */
  record Cut(List<List<String>> groups, List<String> bridge, Direction direction)
      implements Happening {
    public Cut {
      groups = groups.stream().map(List::copyOf).toList();
      bridge = List.copyOf(bridge);
      if (groups.size() < 2) {
        throw new IllegalArgumentException("a cut is between two groups at least");
      }
      if (direction != Direction.BOTH && groups.size() != 2) {
        throw new IllegalArgumentException("a one-way cut is between two groups");
      }
    }
  }

  /** The links between some nodes and others are like this, both ways. */
  record Weather(List<String> some, List<String> others, LinkChange change) implements Happening {
    public Weather {
      if (change.equals(LinkChange.none())) {
        throw new IllegalArgumentException("a change of links changes something");
      }
      some = List.copyOf(some);
      others = List.copyOf(others);
    }
  }

  /**
   * What changes of a link; what is absent stays.
   *
   * @param latency in nanoseconds
   * @param bytesPerSecond rate
   */
  record LinkChange(
      Optional<Distribution> latency,
      Optional<Double> loss,
      Optional<Double> duplicate,
      Optional<Double> reorder,
      Optional<Double> corrupt,
      Optional<Long> bytesPerSecond) {

    /** Nothing changes. */
    public static LinkChange none() {
      return new LinkChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    public LinkChange withLatency(Distribution nanos) {
      return new LinkChange(Optional.of(nanos), loss, duplicate, reorder, corrupt, bytesPerSecond);
    }

    public LinkChange withLoss(double share) {
      return new LinkChange(
          latency, Optional.of(share), duplicate, reorder, corrupt, bytesPerSecond);
    }

    public LinkChange withDuplicate(double share) {
      return new LinkChange(latency, loss, Optional.of(share), reorder, corrupt, bytesPerSecond);
    }

    public LinkChange withReorder(double share) {
      return new LinkChange(latency, loss, duplicate, Optional.of(share), corrupt, bytesPerSecond);
    }

    public LinkChange withCorrupt(double share) {
      return new LinkChange(latency, loss, duplicate, reorder, Optional.of(share), bytesPerSecond);
    }

    public LinkChange withRate(long bytesPerSecond) {
      return new LinkChange(
          latency, loss, duplicate, reorder, corrupt, Optional.of(bytesPerSecond));
    }

    /** The profile with this changed. */
    public LinkProfile over(LinkProfile profile) {
      return new LinkProfile(
          latency.orElse(profile.latency()),
          loss.map(io.rejoin.simulator.world.Loss::constant).orElse(profile.loss()),
          duplicate.orElse(profile.duplicate()),
          reorder.orElse(profile.reorder()),
          corrupt.orElse(profile.corrupt()),
          bytesPerSecond.orElse(profile.bytesPerSecond()),
          profile.queueBytes(),
          profile.handover(),
          profile.flap());
    }
  }

  /** The links of some nodes to all others come and go, for times drawn from these (ns). */
  record Flap(List<String> on, Distribution down, Distribution up) implements Happening {
    public Flap {
      on = List.copyOf(on);
    }
  }

  /** The links of {@code pick} nodes clog one after the other, hold, and unclog in random order. */
  record Swizzle(int pick, Duration clogOver, Duration hold, Duration unclogOver)
      implements Happening {}

  /** Processes end, one after the other if staggered, and start again later, unless empty. */
  record Crash(List<String> on, DiskFate disk, Optional<Duration> restartAfter, Duration stagger)
      implements Happening {
    public Crash {
      on = List.copyOf(on);
    }
  }

  /** A process ends and comes back over its disk as that was a while ago. */
  record OldImage(List<String> on, Duration age, Duration restartAfter) implements Happening {
    public OldImage {
      on = List.copyOf(on);
    }
  }

  /** Something on a disk goes bad; it is read when the process starts again. */
  record Corrupt(List<String> on, Damage what) implements Happening {
    public Corrupt {
      on = List.copyOf(on);
    }
  }

  /** A disk takes no more. */
  record FillDisk(List<String> on) implements Happening {
    public FillDisk {
      on = List.copyOf(on);
    }
  }

  /** Processes stand still. */
  record Pause(List<String> on) implements Happening {
    public Pause {
      on = List.copyOf(on);
    }
  }

  /** Everything that a node does takes so much longer to begin. */
  record Slow(List<String> on, Duration by) implements Happening {
    public Slow {
      on = List.copyOf(on);
    }
  }

  /** Connections break and may be made again at once. */
  record Reset(List<String> some, List<String> others) implements Happening {
    public Reset {
      some = List.copyOf(some);
      others = List.copyOf(others);
    }
  }

  /** Nodes that were not there until now start for the first time. */
  record Join(List<String> on) implements Happening {
    public Join {
      on = List.copyOf(on);
    }
  }

  /** Nodes say good-bye and end for good. */
  record Leave(List<String> on) implements Happening {
    public Leave {
      on = List.copyOf(on);
    }
  }

  /** Somebody tells nodes the address of others. */
  record Introduce(List<String> on, List<String> to) implements Happening {
    public Introduce {
      on = List.copyOf(on);
      to = List.copyOf(to);
    }
  }

  /** All that a node has is written to a file, which others take in so much later. */
  record Bundle(List<String> on, List<String> to, Duration after) implements Happening {
    public Bundle {
      on = List.copyOf(on);
      to = List.copyOf(to);
    }
  }

  /**
   * What an application keeps beside some nodes of their entries, such as a cache, is given back to
   * others so much later, whatever befalls the nodes meanwhile.
   */
  record GiveBack(List<String> on, List<String> to, Duration after) implements Happening {
    public GiveBack {
      on = List.copyOf(on);
      to = List.copyOf(to);
    }
  }

  /** An operator at some nodes says that others will not come back: these end when they hear it. */
  record Evict(List<String> on, List<String> by) implements Happening {
    public Evict {
      on = List.copyOf(on);
      by = List.copyOf(by);
    }
  }

  /** An operator at some nodes says that evicted ones may come back after all. */
  record Readmit(List<String> on, List<String> by) implements Happening {
    public Readmit {
      on = List.copyOf(on);
      by = List.copyOf(by);
    }
  }

  /** A wall clock is set or begins to run wrong. */
  record ClockChange(
      List<String> on, Optional<Duration> offset, Optional<Double> driftPpm, Duration jump)
      implements Happening {
    public ClockChange {
      on = List.copyOf(on);
      if (offset.isEmpty() && driftPpm.isEmpty() && jump.isZero()) {
        throw new IllegalArgumentException("a change of clocks has an offset, a drift or a jump");
      }
    }
  }

  /** A client does something many times at once. */
  record Load(List<String> on, OperationSpec operation, int times) implements Happening {
    public Load {
      on = List.copyOf(on);
      operation = operation.withWeight(1);
    }
  }

  /** Every fault that runs ends, and every item that recurs. */
  record Heal() implements Happening {}

  /** Whom it befalls, where it befalls nodes by themselves. */
  default List<String> on() {
    return List.of();
  }

  /** All the names by which it speaks of nodes. */
  default List<String> selectors() {
    List<String> selectors = new ArrayList<>(on());
    if (this instanceof Cut cut) {
      cut.groups().forEach(selectors::addAll);
      selectors.addAll(cut.bridge());
    } else if (this instanceof Weather weather) {
      selectors.addAll(weather.some());
      selectors.addAll(weather.others());
    } else if (this instanceof Reset reset) {
      selectors.addAll(reset.some());
      selectors.addAll(reset.others());
    } else if (this instanceof Introduce introduce) {
      selectors.addAll(introduce.to());
    } else if (this instanceof Bundle bundle) {
      selectors.addAll(bundle.to());
    } else if (this instanceof GiveBack back) {
      selectors.addAll(back.to());
    } else if (this instanceof Evict evict) {
      selectors.addAll(evict.by());
    } else if (this instanceof Readmit readmit) {
      selectors.addAll(readmit.by());
    }
    return selectors;
  }

  /** Whether this is something bad, which swarm testing may leave out of a run. */
  default boolean isFault() {
    return !(this instanceof Heal
        || this instanceof Join
        || this instanceof Introduce
        || this instanceof Bundle
        || this instanceof GiveBack
        || this instanceof Load);
  }

  /** Whether it goes on for a while and then ends, other than by what it says itself. */
  default boolean lasts() {
    return this instanceof Cut
        || this instanceof Weather
        || this instanceof Flap
        || this instanceof FillDisk
        || this instanceof Pause
        || this instanceof Slow;
  }

  /** The kinds of all that can happen, in the order in which they stand here. */
  static List<String> kinds() {
    return Arrays.stream(Happening.class.getPermittedSubclasses())
        .map(type -> kind(type.getSimpleName()))
        .toList();
  }

  private static String kind(String name) {
    Matcher humps = Pattern.compile("(?<=[a-z])(?=[A-Z])").matcher(name);
    return humps.replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** As in {@code cover} and in reports: lower case and hyphens. */
  default String kind() {
    return kind(getClass().getSimpleName());
  }
}
