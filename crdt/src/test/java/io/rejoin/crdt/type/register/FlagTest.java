package io.rejoin.crdt.type.register;

import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.Specification;
import io.rejoin.crdt.Specification.Contribution;
import io.rejoin.crdt.Specification.Effect;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.Flag.Change;
import io.rejoin.crdt.type.register.Flag.Disable;
import io.rejoin.crdt.type.register.Flag.Enable;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlagTest {
  private static final Enable ENABLE = new Enable();
  private static final Disable DISABLE = new Disable();

  private abstract static class Laws extends CrdtLaws<Change> {
    private final Flag flag;

    Laws(Flag flag) {
      this.flag = flag;
    }

    @Override
    protected CrdtType<Change> type() {
      return flag;
    }

    @Override
    protected Change operation(Random random) {
      return random.nextBoolean() ? ENABLE : DISABLE;
    }

    @Override
    protected Object expected(History<Change> history, List<Event<Change>> heard) {
      Set<String> last = new TreeSet<>();
      Specification.live(heard, Laws::effect).stream().map(Contribution::value).forEach(last::add);
      return last.contains("on") && isOnWhenBothAreLast(last.contains("off"));
    }

    private static Effect effect(Event<Change> event) {
      return Effect.replaces(event, event.operation() instanceof Enable ? "on" : "off");
    }

    /** Some last operations are enables; are there disables that no other operation has seen? */
    abstract boolean isOnWhenBothAreLast(boolean disabled);

    @Override
    protected Object actual(State state) {
      return Flag.isEnabled(state);
    }
  }

  @Nested
  class EnableWinsLaws extends Laws {
    EnableWinsLaws() {
      super(Flag.ENABLE_WINS);
    }

    @Override
    boolean isOnWhenBothAreLast(boolean disabled) {
      return true;
    }
  }

  @Nested
  class DisableWinsLaws extends Laws {
    DisableWinsLaws() {
      super(Flag.DISABLE_WINS);
    }

    @Override
    boolean isOnWhenBothAreLast(boolean disabled) {
      return !disabled;
    }
  }

  /** Starting with a flag that is on. */
  private static boolean isEnabled(Flag flag, Change here, Change there) {
    State state = new TwoSites<>(flag).first(ENABLE).here(here).there(there).afterwards();
    return Flag.isEnabled(state);
  }

  @Test
  void enabledAtBothSitesIsOn() {
    assertTrue(isEnabled(Flag.ENABLE_WINS, ENABLE, ENABLE));
    assertTrue(isEnabled(Flag.DISABLE_WINS, ENABLE, ENABLE));
  }

  @Test
  void disabledAtBothSitesIsOff() {
    assertFalse(isEnabled(Flag.ENABLE_WINS, DISABLE, DISABLE));
    assertFalse(isEnabled(Flag.DISABLE_WINS, DISABLE, DISABLE));
  }

  @Test
  void disabledHereAndEnabledThereIsWhatTheNameSays() {
    assertTrue(isEnabled(Flag.ENABLE_WINS, DISABLE, ENABLE));
    assertFalse(isEnabled(Flag.DISABLE_WINS, DISABLE, ENABLE));
  }

  private static boolean isEnabledAfterRemove(Flag flag, Change concurrent) {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", flag, ENABLE)).here(Maps.remove("a"));
    State map = sites.there(update("a", flag, concurrent)).afterwards();
    return Flag.isEnabled(field(map, "a", flag));
  }

  @Test
  void anEnableBringsARemovedFieldBack() {
    assertTrue(isEnabledAfterRemove(Flag.ENABLE_WINS, ENABLE));
    assertTrue(isEnabledAfterRemove(Flag.DISABLE_WINS, ENABLE));
  }

  @Test
  void aDisableLeavesARemovedFieldOff() {
    assertFalse(isEnabledAfterRemove(Flag.ENABLE_WINS, DISABLE));
    assertFalse(isEnabledAfterRemove(Flag.DISABLE_WINS, DISABLE));
  }

  @Test
  void aDisableOfAFlagThatWasNeverOnWinsWhereDisablingWins() {
    TwoSites<Change> sites = new TwoSites<>(Flag.DISABLE_WINS);
    assertFalse(Flag.isEnabled(sites.here(DISABLE).there(ENABLE).afterwards()));
    assertTrue(Flag.isEnabled(sites.here(ENABLE).afterwards()));
  }

  @Test
  void aDisableOfAFlagThatWasNeverOnChangesNothingWhereEnablingWins() {
    assertTrue(new Replica<>(Flag.ENABLE_WINS, 1).does(DISABLE).isEmpty());
    assertFalse(Flag.isEnabled(State.EMPTY));
  }

  @Test
  void oneItemHoweverOftenItIsSwitched() {
    State state =
        new TwoSites<>(Flag.DISABLE_WINS).first(ENABLE, DISABLE, DISABLE).afterwards();
    assertEquals(1, state.size());
    state = new TwoSites<>(Flag.ENABLE_WINS).first(ENABLE, DISABLE, ENABLE).afterwards();
    assertEquals(1, state.size());
  }
}
