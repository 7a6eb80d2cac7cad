package io.rejoin.benchmarks.table;

import java.util.List;
import java.util.Set;

/**
 * What can be measured; constants of an enum. Which columns it compares is its own matter.
 *
 * @param <C> the columns of the table
 */
public interface Trial<C extends Column> {
  /** Of the enum's constant. */
  String name();

  /** The name by which it is chosen. */
  String title();

  /** With how many entries it is measured, at most so many; 0 if it does not depend on them. */
  Set<Integer> sizes(int most);

  /** What it compares with so many entries. */
  List<C> columns(int entries);

  /** Measures in this process. */
  List<Figure> measure(C column, int entries) throws Exception;
}
