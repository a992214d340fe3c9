#!/bin/sh
# Installs KQuant for the one who runs it:  ./install.sh [PREFIX]     (~/.local if not given)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${1:-$HOME/.local}
mkdir -p "$prefix"
prefix=$(CDPATH='' cd -- "$prefix" && pwd)
app=$prefix/opt/kquant

# The new one is put beside the old, so that a full disk leaves the old one as it was.
mkdir -p "$prefix/opt"
rm -rf "$app.new"
cp -R "$here/kquant" "$app.new"
cp "$here/uninstall.sh" "$app.new/uninstall.sh"
(cd "$here/share" && find . -type f | sed 's|^\./||') > "$app.new/installed-files"
[ ! -x "$app/uninstall.sh" ] || "$app/uninstall.sh" --quiet
mv "$app.new" "$app"

mkdir -p "$prefix/bin" "$prefix/share"
ln -sf "$app/kquant" "$prefix/bin/kquant"
cp -R "$here/share/." "$prefix/share/"
entry=$prefix/share/applications/org.kquant.KQuant.desktop
program=$(printf '%s' "$app/kquant" | sed 's/[&|\\]/\\&/g')
sed "s|@PROGRAM@|\"$program\"|" "$here/share/applications/org.kquant.KQuant.desktop" > "$entry"

update-desktop-database -q "$prefix/share/applications" 2> /dev/null || :
update-mime-database "$prefix/share/mime" > /dev/null 2>&1 || :
echo "KQuant is installed in $app. To take it away: $app/uninstall.sh"
case ":$PATH:" in
    *":$prefix/bin:"*) ;;
    *) echo "The command kquant is in $prefix/bin, which is not on your PATH." ;;
esac
