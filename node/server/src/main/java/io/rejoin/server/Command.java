package io.rejoin.server;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code rejoin}: a class with picocli's {@code @Command} and a public constructor
 * without parameters, named in {@code META-INF/services/io.rejoin.server.Command} of its jar.
 *
 * <p>It returns the exit code: 0 for success, 1 if it did not succeed. It throws {@link BadInput}
 * for what its user got wrong. It writes to the streams of its {@code CommandSpec}, results to
 * {@code getOut()}, everything else to {@code getErr()}.
 */
public interface Command extends Callable<Integer> {}
