package io.rejoin.examples.demo.grid;

import io.rejoin.examples.demo.grid.NodeProcess.Ready;
import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import java.io.IOException;

/** A node of the demo's grid, through all the processes that play it. */
public final class GridNode {
  private final NodeSpec spec;
  private final NodeProcess process;
  private final Ready ready;
  private final NodeClient client;
  private final Sent sentBefore;
  private volatile boolean up;

  GridNode(NodeSpec spec, NodeProcess process, Ready ready, Sent sentBefore) {
    this.spec = spec;
    this.process = process;
    this.ready = ready;
    this.client = new NodeClient(spec.plan().engine(), ready.httpPort(), ready.doorPort());
    this.sentBefore = sentBefore;
  }

  public NodeSpec spec() {
    return spec;
  }

  public NodeClient client() {
    return client;
  }

  /** Whether shoppers are sent here: from when it is linked to just before it is killed. */
  public boolean up() {
    return up;
  }

  public String url() {
    return "http://127.0.0.1:" + ready.httpPort();
  }

  /** Bytes sent by this process and by those that played the node before it. */
  public Sent sent() throws IOException {
    return sentBefore.plus(client.status().sent());
  }

  Ready ready() {
    return ready;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void markUp(boolean value) {
    up = value;
  }

  void kill() throws InterruptedException {
    process.kill();
    client.close();
  }
}
