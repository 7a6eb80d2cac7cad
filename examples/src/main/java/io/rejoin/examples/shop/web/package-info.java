/** A small, strict web server for one page and its questions, on loopback. */
@NullMarked
package io.rejoin.examples.shop.web;

import org.jspecify.annotations.NullMarked;
