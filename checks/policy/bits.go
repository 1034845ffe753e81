package policy

import (
	"encoding/binary"
	"iter"
	"math/bits"
)

// bitset is a set of small numbers.
type bitset []uint64

const wordBits = 64

func newBits(n int) bitset { return make(bitset, (n+wordBits-1)/wordBits) }

func (b bitset) set(i int) { b[i/wordBits] |= 1 << (i % wordBits) }

func (b bitset) has(i int) bool { return b[i/wordBits]&(1<<(i%wordBits)) != 0 }

func (b bitset) empty() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}

// and is what is in both.
func (b bitset) and(c bitset) bitset {
	r := make(bitset, len(b))
	for i := range b {
		r[i] = b[i] & c[i]
	}
	return r
}

// less is what is in b and not in c.
func (b bitset) less(c bitset) bitset {
	r := make(bitset, len(b))
	for i := range b {
		r[i] = b[i] &^ c[i]
	}
	return r
}

// add puts in what is in c.
func (b bitset) add(c bitset) {
	for i := range c {
		b[i] |= c[i]
	}
}

// remove takes out what is in c.
func (b bitset) remove(c bitset) {
	for i := range c {
		b[i] &^= c[i]
	}
}

// meets reports whether something is in both.
func (b bitset) meets(c bitset) bool {
	for i := range b {
		if b[i]&c[i] != 0 {
			return true
		}
	}
	return false
}

// all are the numbers, the least first.
func (b bitset) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range b {
			for ; w != 0; w &= w - 1 {
				if !yield(i*wordBits + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// append puts the set behind a text: of as many numbers, no other set has the
// same.
func (b bitset) append(text []byte) []byte {
	for _, w := range b {
		text = binary.LittleEndian.AppendUint64(text, w)
	}
	return text
}
