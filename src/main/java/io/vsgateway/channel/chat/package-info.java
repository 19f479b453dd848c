/// Chat: who may say what to whom, how often, and that somebody is about to.
@NullMarked
package io.vsgateway.channel.chat;

import org.jspecify.annotations.NullMarked;
