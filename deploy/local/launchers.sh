# Shared by ./run and ./belay: finds the newest JDK, builds what is stale. Sourced, from the project's root.

least_jdk=21

# fail NAME MESSAGE: one line, and the end
fail() {
  printf '%s: %s\n' "$1" "$2" >&2
  exit 1
}

# The feature number of the JDK in a folder, from its release file; nothing when there is none.
jdk_number() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

# find_jdk NAME: sets BELAY_JAVA and JAVA_HOME to the newest JDK on this machine
find_jdk() {
  local best= best_number=0 candidate number on_path
  on_path=$(command -v javac || command -v java || true)
  [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    [ -n "$candidate" ] || continue
    number=$(jdk_number "$candidate")
    if [ -n "$number" ] && [ "$number" -gt "$best_number" ]; then
      best=$candidate
      best_number=$number
    fi
  done
  [ -n "$best" ] || fail "$1" "no JDK found; install JDK $least_jdk or newer, or set JAVA_HOME"
  [ "$best_number" -ge "$least_jdk" ] ||
    fail "$1" "the newest JDK found is $best_number ($best), but $least_jdk or newer is needed; install one, or set JAVA_HOME"
  JAVA_HOME=$best
  export JAVA_HOME
  BELAY_JAVA=$best/bin/java
}

# The jar a module's build made; nothing when it is not built.
jar_of() {
  find "$1/target" -maxdepth 1 -name "*-SNAPSHOT.jar" -print -quit 2>/dev/null || true
}

# is_stale MODULE: true when the module was never built, or a source of it is newer than its jar
is_stale() {
  local jar
  jar=$(jar_of "$1")
  [ -n "$jar" ] || return 0
  # a repackaged jar has the time of a reproducible build; the one it was made from tells when
  [ -e "$jar.original" ] && jar=$jar.original
  [ -n "$(find pom.xml "$1/pom.xml" "$1/src/main" -newer "$jar" -type f -print -quit)" ]
}

# build_stale NAME MODULE…: builds the modules of which one, or one that it is built from, is stale
build_stale() {
  local name=$1 module stale=() rest=0
  shift
  for module in "$@"; do
    # all are built from the first ones: when one of those is stale, so are the rest
    if [ $rest = 1 ] || is_stale "$module"; then
      stale+=("$module")
      case $module in schemas | due-times | http-guard) rest=1 ;; esac
    fi
  done
  if [ ! -d deploy/local/target/lib ] || [ ! -d deploy/local/target/registry ]; then
    case " ${stale[*]-} " in *" deploy/local "*) ;; *) stale+=(deploy/local) ;; esac
  fi
  [ ${#stale[@]} -gt 0 ] || return 0
  command -v mvn >/dev/null || fail "$name" "Maven is missing, and ${stale[*]} must be built; install Maven 3.8 or newer"
  local free
  free=$(df -Pk . | awk 'NR == 2 {print $4}')
  [ "$free" -ge 1572864 ] || fail "$name" "no disk space: $((free / 1024)) MiB are free in $PWD, 1536 are needed"
  printf 'Building %s (the first time, Maven fetches what it needs) …\n' "${stale[*]}" >&2
  local log
  log=$(mktemp)
  if ! mvn -q -Dmaven.test.skip=true -Dexec.skip=true -pl "$(IFS=,; printf '%s' "${stale[*]}")" -am package </dev/null >"$log" 2>&1; then
    grep -E 'ERROR' "$log" | head -20 >&2
    fail "$name" "the build failed; all of it is in $log"
  fi
  rm -f "$log"
  # a jar may be left untouched when nothing it holds has changed
  local jar
  for module in "${stale[@]}"; do
    jar=$(jar_of "$module")
    [ -e "$jar.original" ] && jar=$jar.original
    touch "$jar"
  done
}
