package io.rejoin.node.tcp;

import io.netty.util.NetUtil;
import io.rejoin.node.config.HostAndPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks host names up on a thread of its own, so that a slow name server stops nothing else. */
final class Resolver implements AutoCloseable {
  private static final int MAX_WAITING = 64;

  private final ThreadPoolExecutor thread;

  Resolver(ThreadFactory threads) {
    thread = new ThreadPoolExecutor(
        1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), threads);
    thread.allowCoreThreadTimeOut(true);
  }

  /** The socket address, at once for a numeric host; fails with {@link UnknownHostException}. */
  CompletableFuture<InetSocketAddress> resolve(HostAndPort address) {
    CompletableFuture<InetSocketAddress> result = new CompletableFuture<>();
    byte[] numeric = NetUtil.createByteArrayFromIpAddressString(address.host());
    try {
      if (numeric != null) {
        result.complete(socket(InetAddress.getByAddress(numeric), address));
      } else {
        thread.execute(() -> lookUp(address, result));
      }
    } catch (UnknownHostException | RejectedExecutionException failure) {
      result.completeExceptionally(failure);
    }
    return result;
  }

  private static void lookUp(HostAndPort address, CompletableFuture<InetSocketAddress> result) {
    try {
      result.complete(socket(InetAddress.getByName(address.host()), address));
    } catch (UnknownHostException unknown) {
      result.completeExceptionally(unknown);
    }
  }

  private static InetSocketAddress socket(InetAddress host, HostAndPort address) {
    return new InetSocketAddress(host, address.port());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
