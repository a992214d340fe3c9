#!/bin/sh
# Takes away what install.sh installed, and nothing else: preferences stay.
set -eu
app=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${app%/opt/kquant}
if [ ! -f "$app/installed-files" ] || [ "$prefix" = "$app" ]; then
    echo "uninstall.sh: run the one that is in the folder KQuant was installed in" >&2
    exit 1
fi
while IFS= read -r file; do
    rm -f "$prefix/share/$file"
    folder=$(dirname "$prefix/share/$file")
    while [ "$folder" != "$prefix" ] && rmdir "$folder" 2> /dev/null; do folder=$(dirname "$folder"); done
done < "$app/installed-files"
[ "$(readlink "$prefix/bin/kquant" || :)" != "$app/kquant" ] || rm -f "$prefix/bin/kquant"
rm -rf "$app"
rmdir "$prefix/opt" "$prefix/bin" 2> /dev/null || :

# What the desktop made of those files goes too, where it has none of anybody else.
if [ -d "$prefix/share/mime/packages" ]; then
    update-mime-database "$prefix/share/mime" > /dev/null 2>&1 || :
else
    rm -rf "$prefix/share/mime"
fi
update-desktop-database -q "$prefix/share/applications" 2> /dev/null || :
if ! ls "$prefix/share/applications" 2> /dev/null | grep -qvx mimeinfo.cache; then
    rm -rf "$prefix/share/applications"
fi
rmdir "$prefix/share" "$prefix" 2> /dev/null || :
[ "${1:-}" = --quiet ] || echo "KQuant is gone from $prefix."
