package io.rejoin.examples.demo.grid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The child processes of this one. None outlives it: they are killed when this is closed or when
 * the virtual machine ends in whatever way it can still notice. (For the ways that it cannot, the
 * nodes watch this process and end with it.)
 */
final class Processes implements AutoCloseable {
  private static final int KILL_SECONDS = 10;

  private final Runnable afterwards;
  private final Thread hook = new Thread(this::killAll, "kill-nodes");
  private final List<Process> running = new ArrayList<>();
  private boolean closed;

  /** {@code afterwards} runs when all processes are gone. */
  Processes(Runnable afterwards) {
    this.afterwards = afterwards;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new IOException("no more processes are started: the demo is ending");
    }
    running.removeIf(process -> !process.isAlive());
    Process process = builder.start();
    running.add(process);
    return process;
  }

  private synchronized void killAll() {
    closed = true;
    running.forEach(Process::destroyForcibly);
    for (Process process : running) {
      try {
        process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    running.clear();
    afterwards.run();
  }

  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the virtual machine is ending: the hook runs and finds nothing to kill
    }
  }
}
