package policy

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b bits) empty() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}

// and is what is in both.
func (b bits) and(c bits) bits {
	r := make(bits, len(b))
	for i := range b {
		r[i] = b[i] & c[i]
	}
	return r
}

// less is what is in b and not in c.
func (b bits) less(c bits) bits {
	r := make(bits, len(b))
	for i := range b {
		r[i] = b[i] &^ c[i]
	}
	return r
}
