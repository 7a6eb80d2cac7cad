package io.rejoin.node.tcp;

import io.netty.channel.IoEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes the loop's thread: a daemon that serves sockets, timers and the protocol. */
public final class TcpThread {
  private TcpThread() {}

  public static IoEventLoop start(String name) {
    return new SingleThreadIoEventLoop(null, factory(name), NioIoHandler.newFactory());
  }

  /**
   * Ends the thread after what it has to do now; blocks, and says whether it ended in time.
   *
   * @throws InterruptedException if the caller is interrupted; the thread ends all the same
   */
  public static boolean stop(IoEventLoop loop, Duration bound) throws InterruptedException {
    Future<?> ended = loop.shutdownGracefully(0, bound.toMillis(), TimeUnit.MILLISECONDS);
    return ended.await(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  static ThreadFactory factory(String name) {
    return task -> {
      Thread thread = new FastThreadLocalThread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
