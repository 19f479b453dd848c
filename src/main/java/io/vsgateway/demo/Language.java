package io.vsgateway.demo;

/// The server's language. The real server translates these texts, so a program that reads its lines
/// cannot rely on English; the rest of its lines stays English in every language.
enum Language {
    EN(
            "Dedicated Server now running on Port {0} and all ips!",
            "{0} {1} joins.",
            "{0} joined.",
            "Player {0} left.",
            "{0} died. Death message: ",
            "{0} thought they could fly.",
            "{0} was eaten by a wolf.",
            "A light temporal storm is approaching"),
    DE(
            "Dedizierter Server läuft nun auf Port {0} und allen IPs!",
            "{0} {1} betritt die Welt.",
            "{0} ist beigetreten.",
            "Spieler {0} hat die Welt verlassen.",
            "{0} ist gestorben. Todesnachricht: ",
            "{0} glaubte, fliegen zu können.",
            "{0} wurde von einem Wolf gefressen.",
            "Ein leichter Zeitsturm zieht auf"),
    RU(
            "Выделенный сервер запущен на порту {0} и всех IP!",
            "{0} {1} присоединяется.",
            "{0} присоединился.",
            "Игрок {0} вышел.",
            "{0} погиб. Сообщение о смерти: ",
            "{0} думал, что умеет летать.",
            "{0} съеден волком.",
            "Приближается слабая временная буря"),
    ZH(
            "专用服务器现已在端口 {0} 和所有 IP 上运行！",
            "{0} {1} 加入了游戏。",
            "{0}已加入。",
            "玩家 {0} 离开了。",
            "{0}已死亡。死亡消息：",
            "{0}认为自己可以飞。",
            "{0}被狼吃掉了。",
            "一场轻微的时空风暴正在逼近");

    private final String ready;
    private final String joins;
    private final String joined;
    private final String left;
    private final String died;
    private final String fell;
    private final String eaten;
    private final String storm;

    Language(
            String ready,
            String joins,
            String joined,
            String left,
            String died,
            String fell,
            String eaten,
            String storm) {
        this.ready = ready;
        this.joins = joins;
        this.joined = joined;
        this.left = left;
        this.died = died;
        this.fell = fell;
        this.eaten = eaten;
        this.storm = storm;
    }

    String ready(int port) {
        return ready.replace("{0}", Integer.toString(port));
    }

    String joins(Player player) {
        return joins.replace("{0}", player.name()).replace("{1}", player.mappedAddress());
    }

    String joined(Player player) {
        return joined.replace("{0}", player.name());
    }

    String left(Player player) {
        return left.replace("{0}", player.name());
    }

    /// What everyone reads when a player dies, from a fall or by a wolf.
    String death(Player player, boolean ofFall) {
        return (ofFall ? fell : eaten).replace("{0}", player.name());
    }

    /// What the audit log says before the words of [#death].
    String died(Player player) {
        return died.replace("{0}", player.name());
    }

    String storm() {
        return storm;
    }
}
