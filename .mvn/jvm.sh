# How the JVM is started for each command; read by ./groklab and by the launcher of the image (dist). POSIX sh.

# Serial collection: a training step allocates nothing, so the smallest collector serves best. The JVM's own log goes to
# standard error, since standard output belongs to results.
jvm_options="-XX:+UseSerialGC -XX:MaxRAMPercentage=60 -XX:-UsePerfData -XX:-UseCompactObjectHeaders \
  -Xlog:disable -Xlog:all=warning:stderr -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8"
page_options="$jvm_options -XX:TieredStopAtLevel=1" # over before the second compiler would help

# choose_options COMMAND: sets `jvm_options` for it, and `reads_pages` if it prints and computes nothing. Such a command
# is on the class path, without the incubating module: only so does the JDK take classes from a cache as they were
# linked, and it has no modules to resolve.
choose_options() {
  reads_pages=
  case $1 in
    query | export | forecast)
      # DuckDB is a native library, so what is left to do here is over before the second compiler would help.
      jvm_options="$jvm_options --enable-native-access=duckdb.jdbc -XX:TieredStopAtLevel=1"
      ;;
    '' | -h | --help | list | explain) reads_pages=yes jvm_options=$page_options ;;
    -V | --version | completion | show | compare | digest | verify)
      jvm_options="$jvm_options -XX:TieredStopAtLevel=1"
      ;;
  esac
}

# set_page_path DIR: what pages are read with: `page_path` of its jars, and `page_cache`. The cache is of one JDK: another
# one, or one that was updated, does without, and says nothing of it (-Xlog:aot*=off).
set_page_path() {
  page_path=
  for jar in "$1"/*.jar; do page_path=${page_path:+$page_path:}$jar; done
  page_cache=$1/pages.aot
}

# make_cache JDK DIR: a cache of the classes that pages are read with, linked. Without it, commands take twice as long and
# do the same.
make_cache() {
  set_page_path "$2"
  "$1/bin/java" $page_options -XX:AOTCacheOutput="$page_cache.new" -cp "$page_path" \
    groklab.app.Main list && mv "$page_cache.new" "$page_cache"
}

# width_of_terminal: sets `width`, the columns of the terminal on standard input; 80 for one that does not know.
width_of_terminal() {
  width=$(stty size 2>/dev/null)
  width=${width#* }
  case $width in '' | 0) width=80 ;; esac
}

# measure_terminal: sets `columns` and `page_columns`, 0 for what is no terminal. Standard output is dressed (colours,
# Markdown rendered) where a person sees it who has not said no (no-color.org).
measure_terminal() {
  columns=0
  if [ -t 2 ]; then
    width_of_terminal <&2
    columns=$width
  fi
  page_columns=0
  if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    width_of_terminal <&1
    page_columns=$width
  fi
}
