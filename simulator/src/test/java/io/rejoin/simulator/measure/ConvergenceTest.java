package io.rejoin.simulator.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.grid.Stage;
import io.rejoin.simulator.measure.Convergence.Heal;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.world.Cut;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  private static final Happening.Cut AWAY =
      new Happening.Cut(List.of(List.of("n/1"), List.of("rest")), List.of(), Direction.BOTH);

  private final Stage stage = new Stage(Stage.scenario(SiteBlock.of("n", 0, 3)));
  private final Convergence convergence = new Convergence();
  private final VisibilityLag lag = new VisibilityLag();
  private final Cut cut = Cut.between(List.of(0), List.of(1, 2));

  @BeforeEach
  void nodesFindEachOther() {
    stage.grid.observe(convergence);
    stage.grid.observe(lag);
    stage.start();
  }

  private void cut() {
    stage.grid.begins(AWAY, new TreeSet<>(List.of(0)));
    stage.grid.cut(cut);
  }

  private void heal() {
    stage.grid.heal(cut);
    stage.grid.ended(AWAY, new TreeSet<>(List.of(0)));
  }

  @Test
  void aHealIsFollowedUntilEachShowsWhatAnyShowed() {
    cut();
    stage.add(0, "here");
    stage.add(1, "there");
    stage.pass(3);
    heal();
    stage.add(2, "later");
    stage.pass(20);
    Heal heal = convergence.heals().get(0);
    assertEquals(1, convergence.heals().size());
    assertTrue(heal.converged().orElseThrow() > heal.time());
    assertTrue(heal.divergentBytes() > 0);
    assertTrue(heal.repairBytes() > 0);
  }

  @Test
  void whereNothingWasWrittenThereIsNothingToWaitFor() {
    cut();
    stage.pass(3);
    heal();
    Heal heal = convergence.heals().get(0);
    assertEquals(heal.time(), heal.converged().orElseThrow());
  }

  @Test
  void anotherFaultMakesAMeasurementVoid() {
    cut();
    stage.add(0, "here");
    stage.pass(3);
    heal();
    cut();
    assertTrue(convergence.heals().get(0).isVoid());
    assertTrue(convergence.heals().get(0).converged().isEmpty());
  }

  @Test
  void whatIsStillMissingIsNamed() {
    cut();
    stage.add(0, "here");
    stage.pass(3);
    heal();
    assertFalse(convergence.heals().get(0).lack().isEmpty());
  }

  @Test
  void whatLeavesWithItsOnlyHolderIsNotWaitedFor() {
    cut();
    stage.add(0, "here");
    stage.grid.leave(0);
    stage.grid.ended(AWAY, new TreeSet<>(List.of(0)));
    assertFalse(convergence.heals().get(0).lack().isEmpty());
    stage.pass(3);
    assertTrue(convergence.heals().get(0).converged().isPresent());
  }

  @Test
  void aWriteShowsElsewhereAfterAWhile() {
    stage.add(0, "one");
    stage.pass(1);
    assertEquals(1, lag.figures().get("lag-count"));
    cut();
    stage.add(0, "two");
    stage.pass(5);
    heal();
    stage.pass(20);
    assertEquals(2, lag.figures().get("lag-count"));
    assertTrue(lag.figures().getOrDefault("lag-max-ms", 0L) >= 5_000);
  }
}
