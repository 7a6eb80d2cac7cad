package io.rejoin.examples.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** What is played at the grid. */
interface Script {
  Outcome run() throws IOException, InterruptedException;

  /** What went wrong outside of the carts; empty if nothing did. */
  List<String> troubles();

  /** What it showed. */
  interface Outcome {
    /** Whether everything is as the grid promises. */
    boolean good();

    /** The object of {@code --json}. */
    ObjectNode json();
  }
}
