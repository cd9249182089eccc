#!/bin/sh
# Starts @MAIN@. Only built-ins of the shell on the straight way: a fork costs what the AOT cache saves.
self=$0
case $self in
*/*) ;;
*) self=./$self ;;
esac
while [ -L "$self" ]; do
    target=$(readlink "$self") || exit 1
    case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
    esac
done
case $self in
/*) ;;
*) self=$PWD/${self#./} ;;
esac
bin=${self%/*}
home=${bin%/bin}
[ "$home" != "$bin" ] || home=$bin/..

jdk=
if [ -z "${STILE_JAVA_HOME:-}" ] && [ -r "$home/jdk" ]; then
    read -r jdk <"$home/jdk"
fi
if [ -z "$jdk" ] || [ ! -x "$jdk/bin/java" ]; then
    . "$home/bin/find-jdk.sh"
    find_jdk java || exit 1
fi

aot=@AOT@
if [ "$aot ${1:-}" = "stile.aot act" ] && [ -r "$home/act.aot" ]; then
    aot=act.aot
fi

# -Xlog:disable: what the JVM has to say would go to stdout, which belongs to the protocol.
# AOTReplayTraining: compiling what a short run calls a few times costs more than it saves.
# org.sqlite.tmpdir: the driver looks through that folder for what it left there once; the common one may hold thousands.
# java.locale.providers: SQLite's driver makes a date format that nobody uses; the locale data of the JDK cost it 30 ms.
exec "$jdk/bin/java" -Xlog:disable @CACHE@="$home/$aot" \
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData @HEAP@ \
    -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining \
    -Djava.locale.providers=SPI \
    --enable-native-access=ALL-UNNAMED \
    -Dorg.sqlite.lib.path="$home/native" -Dorg.sqlite.lib.name=@SQLITE@ -Dorg.sqlite.tmpdir="$home/native" \
    -Dstile.distribution="$home" \
    -cp "@CLASS_PATH@" \
    @MAIN@ "$@"
