package io.rejoin.node.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.config.HostAndPort;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import io.rejoin.node.transport.NodeTransport;
import io.rejoin.node.transport.Refusals;
import io.rejoin.node.transport.TransportProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames over TCP connections, with Netty. The listener hears everything on the loop's thread. The
 * methods of the port may be called from any thread; they never throw and never block.
 */
@SuppressWarnings("FutureReturnValueIgnored") // loss is normal here, nobody waits for an outcome
public final class TcpTransport implements NodeTransport {
  static final String SILENT = "silent";

  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
  private static final int BACKLOG = 128;

  private final TcpConfig config;
  private final IoEventLoop loop;
  private final Resolver resolver;
  private final Refusals refusals = new Refusals(LOG);
  private final Map<LinkId, Connection> connections = new ConcurrentHashMap<>();
  private final Set<String> dialling = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastLink = new AtomicLong();
  private @Nullable Channel server;
  private volatile @Nullable TransportListener listener;
  private volatile boolean closed;

  private TcpTransport(TcpConfig config, IoEventLoop loop, String threadName) {
    this.config = config;
    this.loop = loop;
    this.resolver = new Resolver(TcpThread.factory(threadName + "-names"));
  }

  /** Opens such transports. */
  public static TransportProvider provider(TcpConfig config) {
    return (thread, name) -> open(config, thread, name);
  }

  /**
   * Takes the port, but accepts nobody before {@link #start}. Blocks for the bind; not for the
   * loop's own thread.
   *
   * @throws BindFailure if the address cannot be had
   */
  public static TcpTransport open(TcpConfig config, IoEventLoop loop, String threadName)
      throws BindFailure {
    TcpTransport transport = new TcpTransport(config, loop, threadName);
    if (config.listen().isPresent()) {
      transport.bind(config.listen().get());
    }
    return transport;
  }

  private void bind(HostAndPort address) throws BindFailure {
    ServerBootstrap bootstrap = new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, watermarks())
        .childHandler(pipeline(""));
    try {
      InetSocketAddress socket = resolver.resolve(address).get();
      server = bootstrap.bind(socket).syncUninterruptibly().channel();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BindFailure(address, interrupted);
    } catch (Exception failure) { // Netty throws the checked cause unchanged
      resolver.close();
      throw new BindFailure(address, failure);
    }
  }

  /** Where this node accepts connections, with the port that was chosen for port 0. */
  Optional<HostAndPort> bound() {
    Channel channel = server;
    return channel == null
        ? Optional.empty()
        : Optional.of(HostAndPort.parse(shown(channel.localAddress())));
  }

  @Override
  public Optional<String> address() {
    return bound().map(TcpTransport::reachable);
  }

  /** Where it listens is where others dial, except that "all addresses" is none. */
  private static String reachable(HostAndPort bound) {
    if (!bound.host().equals("0.0.0.0") && !bound.host().matches("[0:]+")) {
      return bound.toString();
    }
    try {
      return new HostAndPort(InetAddress.getLocalHost().getHostAddress(), bound.port()).toString();
    } catch (UnknownHostException unknown) {
      LOG.warn("this machine does not know its address; set rejoin.network.advertise", unknown);
      return new HostAndPort("127.0.0.1", bound.port()).toString();
    }
  }

  @Override
  public void start(TransportListener frames) {
    listener = frames;
    Channel channel = server;
    if (channel != null) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void dial(String address) {
    TransportListener frames = listener;
    if (frames == null || closed || !dialling.add(address)) {
      return;
    }
    try {
      resolver
          .resolve(HostAndPort.parse(address))
          .whenComplete((socket, failure) -> connect(address, socket, failure));
    } catch (IllegalArgumentException noAddress) {
      dialled(address, noAddress);
    }
  }

  private void connect(
      String address, @Nullable InetSocketAddress socket, @Nullable Throwable failure) {
    if (failure != null || socket == null || closed) {
      dialled(address, failure);
      return;
    }
    long timeout = config.connectTimeout().toMillis();
    ChannelFuture connecting = new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout))
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, watermarks())
        .handler(pipeline(address))
        .connect(socket);
    connecting.addListener(done -> dialled(address, done.cause()));
  }

  private void dialled(String address, @Nullable Throwable failure) {
    dialling.remove(address);
    if (failure != null) {
      LOG.debug("cannot reach {}: {}", address, failure.toString());
    }
  }

  private ChannelInitializer<Channel> pipeline(String dialledAddress) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        TransportListener frames = listener;
        if (frames == null || closed) {
          channel.close();
          return;
        }
        channel
            .pipeline()
            .addLast(new FrameDecoder(config.maxFrame(), refusals))
            .addLast(new Connection(TcpTransport.this, frames, channel, dialledAddress));
      }
    };
  }

  private static WriteBufferWaterMark watermarks() {
    return new WriteBufferWaterMark(Connection.LOW_WATERMARK, Connection.HIGH_WATERMARK);
  }

  @Override
  public void send(LinkId link, Bytes frame) {
    Connection connection = connections.get(link);
    if (connection == null) {
      return;
    }
    if (loop.inEventLoop()) {
      connection.send(frame);
    } else {
      inLoop(() -> connection.send(frame));
    }
  }

  @Override
  public void close(LinkId link) {
    Connection connection = connections.get(link);
    if (connection != null) {
      inLoop(() -> connection.close("this node closed the connection"));
    }
  }

  private void inLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException ended) {
      LOG.trace("the loop has ended", ended);
    }
  }

  @Override
  public int maxFrame() {
    return config.maxFrame();
  }

  @Override
  public long credit(LinkId link) {
    Connection connection = connections.get(link);
    return connection == null ? 0 : connection.credit();
  }

  @Override
  public Map<String, Long> refused() {
    return refusals.byReason();
  }

  @Override
  public void close() {
    closed = true;
    resolver.close();
    Channel channel = server;
    if (channel != null) {
      channel.close();
    }
    closeAll();
  }

  @Override
  public void closeAll() {
    connections.values().forEach(connection -> close(connection.link()));
  }

  TcpConfig config() {
    return config;
  }

  Refusals refusals() {
    return refusals;
  }

  LinkId nextLink() {
    return new LinkId(lastLink.incrementAndGet());
  }

  boolean admit(Connection connection) {
    if (connections.size() >= config.maxConnections()) {
      refusals.count(Refusals.TOO_MANY_CONNECTIONS, connections.size() + " connections are open");
      return false;
    }
    connections.put(connection.link(), connection);
    return true;
  }

  void gone(Connection connection) {
    connections.remove(connection.link());
  }

  static String shown(SocketAddress address) {
    return address instanceof InetSocketAddress socket
        ? new HostAndPort(socket.getAddress().getHostAddress(), socket.getPort()).toString()
        : String.valueOf(address);
  }
}
