# Moves DIRECTORY/whole.debug to where the build-id of PROGRAM says.
# Usage: by_build_id.sh PROGRAM DIRECTORY
set -eu
id=$(llvm-readelf-22 -n "$1" | sed -n 's/.*Build ID: //p')
mkdir -p "$2/.build-id/${id:0:2}"
mv "$2/whole.debug" "$2/.build-id/${id:0:2}/${id:2}.debug"
