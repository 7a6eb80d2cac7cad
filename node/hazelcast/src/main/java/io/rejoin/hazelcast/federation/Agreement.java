package io.rejoin.hazelcast.federation;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.hazelcast.federation.Base.Agreed;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import io.rejoin.hazelcast.federation.FederatedValue.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * How an entry of the map and the grid come to agree, whatever it was that made them differ: what
 * is to be done first follows from what is here, what is there, and what was agreed on before. It
 * touches nothing, so that it can be tried with everything.
 *
 * @param mark why the entry is looked at
 * @param here the entry's value in the map
 * @param until tells when the map's value expires, in milliseconds since 1970; 0 if never
 * @param base of the entry
 * @param known those of the base's versions that the grid's node knows, asked before the next
 * @param told the version that the entry's value is since this visit has told the grid of it
 * @param versions of the entry in the grid
 * @param now in milliseconds since 1970
 */
record Agreement(
    Mark mark,
    Optional<Bytes> here,
    LongSupplier until,
    Base base,
    Set<Dot> known,
    Optional<Dot> told,
    List<Version> versions,
    long now,
    Ways ways) {

  /** Sites whose clocks differ by less remove nothing too early. */
  private static final long LEEWAY = Duration.ofMinutes(1).toMillis();

  /**
   * What is peculiar to a map.
   *
   * @param evicts whether its entries may go without anybody having removed them
   * @param loads whether entries may come without anybody having written them
   */
  record Ways(boolean evicts, boolean loads) {}

  /** What is to be done. */
  sealed interface Step {

    /** Nothing, but for the base to be this one from now on. */
    record Agree(Base base) implements Step {}

    /** The grid lacks what the map was told by a node that has died since; then look again. */
    record GiveBack(State kept) implements Step {}

    /**
     * It was written or removed here: tell the grid, and note the base; then look again.
     *
     * @param alsoGone what is not there yet, and must not show when it comes
     */
    record Take(Write write, State alsoGone, Optional<Base> after) implements Step {}

    /** It was written elsewhere: note the base, and if nobody writes here now, let it be this. */
    record Give(Base base, Optional<Version> version) implements Step {}
  }

  private Agreed agreed() {
    return base.with(here);
  }

  private Optional<Version> shown() {
    return versions.stream().findFirst().filter(version -> !isOver(version, 0));
  }

  private boolean isOver(Version version, long leeway) {
    return version.expires() > 0 && now > version.expires() + leeway;
  }

  Step step() {
    List<Dot> over =
        versions.stream().filter(each -> isOver(each, LEEWAY)).map(Version::dot).toList();
    if (!over.isEmpty()) {
      return new Step.Take(Write.removal(over), State.EMPTY, Optional.empty());
    }
    if (here.equals(shown().map(Version::value))) {
      return new Step.Agree(Base.on(Agreed.on(versions)));
    }
    if (agreed().isOf(here)) {
      return follow();
    }
    return here.isPresent() ? written(here.get()) : missing();
  }

  /** Nobody has written here since. */
  private Step follow() {
    Optional<Dot> unknown = agreed().shown().filter(dot -> !known.contains(dot));
    if (unknown.isPresent() && here.isPresent()) {
      return new Step.GiveBack(agreed().again(here.get()).alone());
    }
    return give();
  }

  private Step give() {
    return new Step.Give(Base.on(agreed()).towards(Agreed.on(versions)), shown());
  }

  /**
   * If whoever told the grid died before the base was noted, the grid has it already. If somebody
   * has replaced it since it was told, it is not told again.
   */
  private Step written(Bytes value) {
    Optional<Version> there = versions.stream()
        .filter(each -> each.value().equals(value) && !agreed().versions().contains(each.dot()))
        .findFirst();
    if (there.isPresent()) {
      return new Step.Agree(Base.on(Agreed.on(List.of(there.get()))));
    }
    if (told.isPresent()) {
      return new Step.Give(Base.on(Agreed.gone(value)).towards(Agreed.on(versions)), shown());
    }
    if (isOfUnknownTime() && versions.stream().anyMatch(each -> each.value().equals(value))) {
      return give();
    }
    List<Dot> replaced = isOfUnknownTime() ? List.of() : replaced();
    Write write =
        new Write(replaced, here, until.getAsLong(), isOfUnknownTime() && !versions.isEmpty());
    return new Step.Take(write, unknownOf(replaced), Optional.empty());
  }

  /** Of what was loaded, or found where nothing was known of, nobody knows what it has replaced. */
  private boolean isOfUnknownTime() {
    boolean isFirst = base.versions().isEmpty();
    return mark.isWrite() ? ways.loads() && isFirst : ways.loads() || isFirst;
  }

  /** What showed when the writer wrote: conflicts beside it stay. */
  private List<Dot> replaced() {
    List<Dot> seen = base.surelyBefore(here);
    Optional<Dot> before = base.surelyShown(here);
    Optional<Bytes> value = versions.stream()
        .filter(each -> before.equals(Optional.of(each.dot())))
        .map(Version::value)
        .findFirst();
    Stream<Dot> same = versions.stream()
        .filter(each -> seen.contains(each.dot()) && value.equals(Optional.of(each.value())))
        .map(Version::dot);
    return Stream.concat(before.stream(), same).toList();
  }

  private Step missing() {
    if (mark.isRemoval() || hasExpired()) {
      List<Dot> all = base.surelyBefore(here);
      Base nothing = Base.on(Agreed.NOTHING);
      return new Step.Take(Write.removal(all), unknownOf(all), Optional.of(nothing));
    }
    boolean isUnchanged = agreed().shown().equals(shown().map(Version::dot));
    if (ways.evicts() && isUnchanged) {
      return new Step.Agree(base);
    }
    return give();
  }

  private boolean hasExpired() {
    return agreed().expires() > 0 && now > agreed().expires() + LEEWAY;
  }

  /** What is replaced or removed before it has come must not show when it does. */
  private State unknownOf(List<Dot> gone) {
    List<Dot> unknown = new ArrayList<>(gone);
    unknown.removeAll(known);
    return State.removing(CausalContext.of(unknown));
  }
}
