package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sites that write, remove, are cut off from each other and lose members, over many seeds. */
class AgreementTest {
  private static final int SEEDS = 5_000;
  private static final int EVENTS = 40;
  private static final int SITES = 3;

  /** One history of one entry. */
  private static final class History {
    private final Random random;
    private final boolean crashes;
    private final long[] millis = {1_000_000};
    private final List<ModelSite> sites = new ArrayList<>();
    private final Set<Bytes> written = new HashSet<>();

    /** Overwritten or removed by somebody who saw them. */
    private final Set<Bytes> gone = new HashSet<>();

    private int next;
    private boolean overtaken;

    History(long seed, boolean crashes) {
      random = new Random(seed);
      this.crashes = crashes;
      for (int i = 0; i < SITES; i++) {
        ModelSite site = new ModelSite(random, millis);
        sites.add(site);
        site.meanwhile = () -> overtakes(site);
      }
    }

    void run() {
      for (int i = 0; i < EVENTS; i++) {
        millis[0] += random.nextInt(3);
        event(sites.get(random.nextInt(SITES)));
      }
      for (int i = 0; i < 12; i++) {
        sites.forEach(site -> site.visit(false));
        sites.forEach(site -> sites.forEach(other -> meet(site, other)));
      }
    }

    private void event(ModelSite site) {
      switch (random.nextInt(crashes ? 12 : 10)) {
        case 0, 1 -> put(site);
        case 2 -> remove(site);
        case 3, 4, 5 -> meetWithin(site);
        case 6, 7 -> meet(site, sites.get(random.nextInt(SITES)));
        case 8, 9 -> site.visit(crashes && random.nextInt(4) == 0);
        default -> crash(site);
      }
    }

    private void put(ModelSite site) {
      Bytes value = Bytes.utf8("v" + next++);
      site.map.ifPresent(gone::add);
      site.map = Optional.of(value);
      site.mark = Mark.written(0);
      written.add(value);
    }

    /** One that dies before it is told is void, and who takes over has looked before. */
    private void remove(ModelSite site) {
      for (int i = 0; i < 3; i++) {
        site.visit(false);
      }
      gone.addAll(site.seen());
      site.map = Optional.empty();
      site.mark = Mark.REMOVED;
      site.visit(false);
    }

    /** Another site hears of it, writes something else, and is heard. */
    private void overtakes(ModelSite site) {
      ModelSite other = sites.get(random.nextInt(SITES));
      if (other != site && !overtaken && random.nextInt(3) == 0) {
        overtaken = true;
        meet(site, other);
        other.visit(false);
        put(other);
        other.visit(false);
        meet(other, site);
        overtaken = false;
      }
    }

    private static void meetWithin(ModelSite site) {
      join(site.nodes[0], site.nodes[1]);
    }

    private static void meet(ModelSite site, ModelSite other) {
      meetWithin(site);
      join(site.nodes[0], other.nodes[0]);
      meetWithin(other);
    }

    private static void join(ModelSite.Node one, ModelSite.Node other) {
      State both = one.state.join(other.state).state();
      one.state = both;
      other.state = both;
    }

    private static void crash(ModelSite site) {
      site.ownerDies();
    }

    void check() {
      List<Version> versions = sites.get(0).versions();
      Optional<Bytes> shown = versions.stream().findFirst().map(Version::value);
      for (ModelSite site : sites) {
        assertEquals(versions, site.versions(), "all have the same versions");
        assertEquals(shown, site.map, "every map has what the grid shows");
      }
      Set<Bytes> excused = new HashSet<>();
      sites.forEach(site -> excused.addAll(site.diedWithNodes));
      Set<Bytes> kept = new HashSet<>();
      versions.forEach(version -> kept.add(version.value()));
      for (Bytes value : written) {
        if (!gone.contains(value) && !excused.contains(value)) {
          assertTrue(kept.contains(value), value.utf8() + " is lost");
        }
      }
      gone.removeAll(excused);
      shown.ifPresent(value -> assertFalse(gone.contains(value), value.utf8() + " is back"));
      if (!crashes) {
        kept.retainAll(gone);
        assertEquals(Set.of(), kept, "no conflict with what was seen");
      }
    }
  }

  private static void check(boolean crashes) {
    for (long seed = 0; seed < SEEDS; seed++) {
      History history = new History(seed, crashes);
      history.run();
      try {
        history.check();
      } catch (AssertionError failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  @Test
  void sitesAgreeAndLoseNothingThatNobodySaw() {
    check(false);
  }

  @Test
  void alsoIfMembersDie() {
    check(true);
  }
}
