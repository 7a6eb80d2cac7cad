package io.rejoin.node.loop;

import io.netty.util.concurrent.EventExecutor;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a {@link NodeCore}: frames, ticks and the signal that local deltas wait
 * all come to the core here. A step that fails is logged and counted; the thread goes on.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a step catches what it throws
public final class EventLoop implements TransportListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final long TICK = Duration.ofMillis(10).toNanos();
  private static final long LOG_INTERVAL = Duration.ofSeconds(1).toNanos();

  private final EventExecutor thread;
  private final Waiter waiter;
  private final AtomicLong failures = new AtomicLong();
  private volatile NodeCore core;
  private long nextLine = System.nanoTime();

  public EventLoop(EventExecutor thread, NodeCore core, Waiter waiter) {
    this.thread = thread;
    this.core = core;
    this.waiter = waiter;
  }

  /** Begins to tick. */
  public void start() {
    execute(() -> become(core));
    thread.scheduleAtFixedRate(() -> step(this::tick), TICK, TICK, TimeUnit.NANOSECONDS);
  }

  /** Goes on with another core in place of this one; on the thread. */
  void become(NodeCore next) {
    core = next;
    core.onOutgoing(this::wake);
    core.onConfirmed(waiter::learned);
    core.start(System.nanoTime());
  }

  /** Runs something on the thread again and again. */
  void every(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    thread.scheduleAtFixedRate(() -> step(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Runs something on the thread; dropped once the thread has ended. */
  public void execute(Runnable task) {
    try {
      thread.execute(() -> step(task));
    } catch (RejectedExecutionException ended) {
      LOG.trace("ended", ended);
    }
  }

  /**
   * Called by writers when local deltas begin to wait: they leave now, not at the next tick. Called
   * by the core itself when it has more to send: sockets and timers have their turn before.
   */
  private void wake() {
    if (thread.inEventLoop()) {
      thread.schedule(() -> step(this::flush), 0, TimeUnit.NANOSECONDS);
    } else {
      execute(this::flush);
    }
  }

  private void flush() {
    core.flush();
  }

  private void tick() {
    core.tick(System.nanoTime());
    waiter.learned();
  }

  @Override
  public void opened(LinkId link, boolean dialled, String address) {
    step(() -> core.opened(link, dialled, address));
  }

  @Override
  public void frame(LinkId link, Bytes frame) {
    step(() -> core.frame(link, frame));
  }

  @Override
  public void closed(LinkId link, String reason) {
    step(() -> core.closed(link, reason));
  }

  @Override
  public void writable(LinkId link) {
    step(() -> core.writable(link));
  }

  @Override
  public void found(String address) {
    step(() -> core.found(address));
  }

  private void step(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError failure) {
      failed(failure);
    }
  }

  private void failed(Throwable failure) {
    long sofar = failures.incrementAndGet();
    long now = System.nanoTime();
    if (now - nextLine >= 0) {
      nextLine = now + LOG_INTERVAL;
      LOG.error("a step of the node failed ({} so far); it goes on", sofar, failure);
    }
  }

  /** How many steps have failed. */
  public long failures() {
    return failures.get();
  }
}
