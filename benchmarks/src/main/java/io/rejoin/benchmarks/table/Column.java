package io.rejoin.benchmarks.table;

/** One of the things compared; constants of an enum. */
public interface Column {
  /** Of the enum's constant. */
  String name();

  String title();

  Side side();

  /** For whom a column's figures count in the ratio. */
  enum Side {
    OURS,
    RIVAL,
    NEITHER
  }
}
