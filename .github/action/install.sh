#!/usr/bin/env bash
# Installs a release: its archive must have the checksum that the release lists,
# which a build of this repository must have attested, and that of SHA256 if
# there is one.
set -euo pipefail

: "${RELEASES:=https://github.com/yourside/yourside/releases/download}"
if [[ ! ${VERSION:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]]; then
	echo "::error::yourside: name a release with the input version, or use the action at the tag of one: '${VERSION:-}' is none"
	exit 2
fi
case "${RUNNER_OS:-Linux}" in
Linux) os=linux kind=tar.gz ;;
macOS) os=darwin kind=tar.gz ;;
Windows) os=windows kind=zip ;;
*) echo "::error::yourside: there is no release for ${RUNNER_OS}" && exit 2 ;;
esac
case "${RUNNER_ARCH:-X64}" in
X64) arch=amd64 ;;
ARM64) arch=arm64 ;;
*) echo "::error::yourside: there is no release for ${RUNNER_ARCH}" && exit 2 ;;
esac
archive="yourside_${VERSION#v}_${os}_${arch}.${kind}"
into="${RUNNER_TEMP:?}/yourside"
mkdir -p "$into" && cd "$into"

for file in "$archive" checksums.txt; do
	curl --fail --silent --show-error --location --retry 3 --output "$file" "$RELEASES/$VERSION/$file"
done
sum() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }
lower() { tr '[:upper:]' '[:lower:]' <<<"$1"; } # the bash of macOS cannot
have=$(sum "$archive")
listed=$(awk -v file="$archive" '$2 == file {print $1}' checksums.txt)
if [[ -z $listed || $have != "$listed" || -n ${SHA256:-} && $have != "$(lower "$SHA256")" ]]; then
	echo "::error::yourside: $archive has the checksum $have, not ${SHA256:-${listed:-one that is listed}}: it is not run"
	exit 2
fi
if [[ -z ${SHA256:-} ]]; then
	gh attestation verify "$archive" --repo yourside/yourside >/dev/null
fi
if [[ $kind == zip ]]; then unzip -qo "$archive"; else tar -xzf "$archive"; fi
echo "$into" >>"${GITHUB_PATH:?}"
