package io.vsgateway.it.channel;

class PlainCombatIT extends CombatContract {
    @Override
    String writer() {
        return "plain";
    }
}
