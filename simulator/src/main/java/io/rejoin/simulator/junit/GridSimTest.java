package io.rejoin.simulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs in a simulated grid, once for each seed. The method takes a {@link
 * io.rejoin.simulator.client.SimulatedGrid} and puts clients and checks in place; when it returns,
 * the scenario runs. The test fails if a check is violated, with the seed, what was wrong and how
 * to run that seed again.
 *
 * <pre>{@code
 * @GridSimTest(scenario = "wan-outage", seeds = 5)
 * void manifestsSurviveTheOutage(SimulatedGrid grid) {
 *   grid.client("depot-3/1").every(200, MILLISECONDS, client -> shop.scan(client.grid()));
 * }
 * }</pre>
 *
 * <p>{@code -Dgridsim.seeds=17} or {@code -Dgridsim.seeds=1..1000} runs other seeds.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(GridSimExtension.class)
public @interface GridSimTest {

  /** A file, a resource beside the test's class or at the root, or a built-in scenario's name. */
  String scenario();

  /** How many seeds are run, from {@link #first} on. */
  int seeds() default 1;

  /** The first seed. */
  long first() default 1;

  /** Whether a built-in scenario is run in its quick form. */
  boolean quick() default true;
}
