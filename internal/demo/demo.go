// Package demo holds the recorded account of a made-up company. The files are
// written by testdata/demo/build.py; do not edit them here.
package demo

import (
	"embed"

	"github.com/yourside/yourside/internal/wire"
)

//go:embed manifest.json exchanges.jsonl
var files embed.FS

// Recording returns the recorded account. Its manifest says what "now" is, so
// that ages stay as they are.
func Recording() (wire.Recording, error) { return wire.Open(files) }
