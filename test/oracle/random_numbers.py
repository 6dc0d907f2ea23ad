"""Random numbers that are the same on every machine and in every Python."""


class Random:
    """SplitMix64. Its streams are told apart by what they are seeded with: Random(7, "data")."""

    MASK = (1 << 64) - 1

    def __init__(self, *seeds):
        self._state = 0xCBF29CE484222325
        for byte in "/".join(map(str, seeds)).encode():  # FNV-1a: hash() differs from run to run
            self._state = (self._state ^ byte) * 0x100000001B3 & self.MASK

    def _next(self):
        self._state = (self._state + 0x9E3779B97F4A7C15) & self.MASK
        z = self._state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & self.MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & self.MASK
        return z ^ (z >> 31)

    def below(self, bound):
        return (self._next() >> 11) * bound >> 53

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def choice(self, items):
        return items[self.below(len(items))]

    def weighted(self, weights):
        """A key of `weights`, as often as its value says."""
        at = self.below(sum(weights.values()))
        for key, weight in weights.items():
            at -= weight
            if at < 0:
                return key
        raise AssertionError
