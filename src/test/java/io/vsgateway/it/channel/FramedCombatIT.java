package io.vsgateway.it.channel;

class FramedCombatIT extends CombatContract {
    @Override
    String writer() {
        return "framed";
    }
}
