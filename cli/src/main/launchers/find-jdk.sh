# Sourced, not run. find_jdk java|javac: sets $jdk to the home of a Java 25 or newer that has the given tool,
# or says what to install and fails. It reads the release files; no JVM is started to find one.

# Sets $feature to the feature release of the JDK in folder $1, or to 0.
jdk_feature() {
    feature=0
    [ -x "$1/bin/$tool" ] && [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            feature=${value:-0}
            return 0
        fi
    done <"$1/release"
}

jdk_fits() {
    [ -n "$1" ] || return 1
    jdk_feature "$1"
    [ "$feature" -ge 25 ] || return 1
    jdk=$1
}

jdk_on_path() {
    found=$(command -v "$tool") || return 1
    while [ -L "$found" ]; do
        target=$(readlink "$found") || return 1
        case $target in
        /*) found=$target ;;
        *) found=${found%/*}/$target ;;
        esac
    done
    found=${found%/*}
    jdk_fits "${found%/bin}"
}

find_jdk() {
    tool=$1
    if [ -n "${STILE_JAVA_HOME:-}" ]; then
        jdk_fits "$STILE_JAVA_HOME" && return 0
        echo "error: STILE_JAVA_HOME is not the home of a JDK 25 or newer: $STILE_JAVA_HOME" >&2
        echo "Fix: point it at one, or unset it." >&2
        return 1
    fi
    jdk_fits "${JAVA_HOME:-}" && return 0
    jdk_on_path && return 0
    for folder in \
        /usr/lib/jvm/* \
        /opt/* \
        "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
        "$HOME"/.jdks/* \
        "${MISE_DATA_DIR:-$HOME/.local/share/mise}"/installs/java/* \
        "${ASDF_DATA_DIR:-$HOME/.asdf}"/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        jdk_fits "$folder" && return 0
    done
    cat >&2 <<'END'
error: Stile needs a JDK 25 or newer, and none was found
  Looked at STILE_JAVA_HOME, JAVA_HOME, the PATH, /usr/lib/jvm, /opt, and the folders of SDKMAN, mise, asdf, Homebrew and macOS.
Fix: install one (https://adoptium.net/temurin/releases/?version=25), or set STILE_JAVA_HOME to one.
Recovery:
  sdk install java 25-tem
END
    return 1
}
