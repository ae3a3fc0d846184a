#!/bin/sh
# make.sh JDK VERSION: from target/lib (all jars) and target/licences to an image that needs no JDK, as a folder, a zip
# and, where dpkg-deb is there, a .deb; with their sums. Run by `./mvnw -P dist package`.
set -eu
jdk=$1 version=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
target=$here/target
. "$root/.mvn/jvm.sh"

system=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
name=groklab-$version-$system
image=$target/$name
rm -rf "$image" "$target/$name".zip "$target"/*.deb "$target/SHA256SUMS"
mkdir -p "$image/bin" "$image/licences"

# The modules that our jars and the libraries' ask for, and what the library of the progress bar finds by itself.
modules=$("$jdk/bin/jdeps" --multi-release 25 --ignore-missing-deps --module-path "$target/lib" -s "$target/lib"/*.jar |
  sed 's/.* -> //' | grep -E '^(java|jdk)\.' | sort -u | paste -sd, -)
"$jdk/bin/jlink" --add-modules "$modules,jdk.unsupported" --strip-debug --no-header-files --no-man-pages \
  --compress zip-6 --generate-cds-archive --output "$image/runtime"

cp -R "$target/lib" "$image/lib"
cp "$root/.mvn/jvm.sh" "$image/lib/jvm.sh"
cp "$here/groklab" "$image/bin/groklab"
chmod 755 "$image/bin/groklab"
cp "$root/LICENSE" "$image/LICENSE"
cp "$target/licences/THIRD-PARTY.txt" "$root/docs/dependencies.cdx.json" "$image/licences/"
echo "$version" > "$image/VERSION"

# The cache of classes knows jars by their times, which a zip keeps in steps of two seconds.
find "$image" -exec touch -h -d '2026-01-01T00:00:00Z' {} +
make_cache "$image/runtime" "$image/lib" > "$target/cache.log" 2>&1

(cd "$target" && zip -qry "$name.zip" "$name")

if command -v dpkg-deb > /dev/null 2>&1; then
  tree=$target/deb
  architecture=$(dpkg --print-architecture)
  rm -rf "$tree"
  mkdir -p "$tree/DEBIAN" "$tree/opt" "$tree/usr/bin" "$tree/usr/share/doc/groklab"
  cp -a "$image" "$tree/opt/groklab"
  ln -s ../../opt/groklab/bin/groklab "$tree/usr/bin/groklab"
  cp "$root/LICENSE" "$tree/usr/share/doc/groklab/copyright"
  cat > "$tree/DEBIAN/control" <<END
Package: groklab
Version: $(echo "$version" | sed 's/-SNAPSHOT/~snapshot/')
Architecture: $architecture
Maintainer: Groklab
Section: science
Priority: optional
Depends: libc6, zlib1g, libfontconfig1, fonts-dejavu-core
Installed-Size: $(du -sk "$tree/opt" | cut -f1)
Description: laboratory for delayed generalization ("grokking")
 Networks that memorise, sit at chance on unseen data for a long time, and then
 suddenly generalise: reproduced, seen from inside, diagnosed in other
 programs' runs.
END
  dpkg-deb --root-owner-group -Zgzip --build "$tree" "$target/groklab_${version}_$architecture.deb" > "$target/deb.log"
  rm -rf "$tree"
fi
(cd "$target" && sha256sum -- *.zip *.deb 2> /dev/null > SHA256SUMS) || true # without a .deb there are sums of the zip
