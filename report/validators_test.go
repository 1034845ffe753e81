//go:build e2e

package report_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/yourside/yourside/report"
)

// What others publish to read these formats with, reads them too, whatever
// strangers name their things. It needs Python with what `make test` installs.
func TestTheParsersOfOthersReadWhatIsWritten(t *testing.T) {
	values := maps.Clone(hostile)
	maps.Copy(values, bait)
	for _, f := range report.Formats {
		if !slices.Contains([]string{"ocsf", "asff", "junit", "csv"}, f.Name) {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			dir := t.TempDir()
			var files []string
			write := func(all ...*report.Report) {
				path := filepath.Join(dir, fmt.Sprint(len(files)))
				if err := os.WriteFile(path, written(t, f.Write, all...), 0o600); err != nil {
					t.Fatal(err)
				}
				files = append(files, path)
			}
			write(several()...)
			write(town())
			asJSON, _ := demo(t)
			write(read(t, asJSON))
			for _, name := range slices.Sorted(maps.Keys(values)) {
				for _, r := range reportsOf(values[name]) {
					write(r)
				}
			}
			args := append([]string{filepath.Join("..", "testdata", "formats", "validate.py"), f.Name}, files...)
			if out, err := exec.CommandContext(t.Context(), filepath.Join("..", ".venv", "bin", "python"), args...).CombinedOutput(); err != nil {
				t.Errorf("%v:\n%.4000s", err, out)
			}
		})
	}
}
