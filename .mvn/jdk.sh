# Finding a JDK that Groklab runs on; read by ./groklab and ./mvnw. POSIX sh, no output.
# A candidate is judged by its `release` file alone, so that no JVM has to be started for it.

# jdk_fits DIR: true when DIR is a JDK 25 from 25.0.3 on, with a compiler and the Vector API.
jdk_fits() {
  [ -r "$1/release" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  jdk_version= jdk_modules=
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*) jdk_version=${jdk_line#*=} ;;
      MODULES=*) jdk_modules=${jdk_line#*=} ;;
    esac
  done < "$1/release"
  jdk_version=${jdk_version#\"} jdk_version=${jdk_version%\"}
  case " ${jdk_modules#\"} " in *" jdk.incubator.vector"[\ \"]*) ;; *) return 1 ;; esac
  case $jdk_version in
    25.0.[0-2] | 25.0.[0-2].*) return 1 ;;
    25.0.[0-9]* | 25.[1-9]*) return 0 ;;
    *) return 1 ;;
  esac
}

# find_jdk: sets `jdk` to the first fitting JDK; false when there is none. GROKLAB_JVM_DIRS, a list of folders
# separated by colons that hold JDKs, replaces the usual folders.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
    jdk=$JAVA_HOME
    return 0
  fi
  if jdk_java=$(command -v java 2>/dev/null); then
    jdk_java=$(readlink -f "$jdk_java" 2>/dev/null || printf %s "$jdk_java")
    jdk=${jdk_java%/bin/java}
    jdk_fits "$jdk" && return 0
  fi
  if [ -n "${GROKLAB_JVM_DIRS:-}" ]; then
    jdk_ifs=$IFS IFS=:
    set -- $GROKLAB_JVM_DIRS
    IFS=$jdk_ifs
  else
    set -- /usr/lib/jvm /usr/java /opt "${HOME:-}/.sdkman/candidates/java" "${HOME:-}/.jdks" "${HOME:-}/.local/share/mise/installs/java" \
      /Library/Java/JavaVirtualMachines "${HOME:-}/Library/Java/JavaVirtualMachines" /opt/homebrew/opt /usr/local/opt
  fi
  for jdk_folder in "$@"; do
    for jdk in "$jdk_folder"/*; do
      jdk_fits "$jdk" && return 0
      jdk=$jdk/Contents/Home
      jdk_fits "$jdk" && return 0
      jdk=${jdk%/Contents/Home}/libexec/openjdk.jdk/Contents/Home
      jdk_fits "$jdk" && return 0
    done
  done
  jdk=
  return 1
}

# Keeps the JDK from warning about what Maven's own libraries do. Not in .mvn/jvm.config: an older JDK would stop at
# these options before the build could say which JDK it needs.
maven_opts="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
