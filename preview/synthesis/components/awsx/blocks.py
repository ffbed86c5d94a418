"""Blocks of IPv4 addresses, and the arithmetic that places one after the other."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass

from preview.synthesis.components.builder import ComponentError

BITS = 32
"""Of an IPv4 address."""


@dataclass(frozen=True)
class Block:
    """An address with the length of its prefix; the address need not be the first of its network."""

    address: int
    mask: int

    def __post_init__(self) -> None:
        if not 0 <= self.mask <= BITS:
            raise ComponentError(f"a subnet of /{self.mask} does not fit into the addresses of the VPC")

    def __str__(self) -> str:
        return f"{ipaddress.IPv4Address(self.address)}/{self.mask}"

    @property
    def size(self) -> int:
        """How many addresses it has."""
        return 1 << BITS - self.mask

    @property
    def first(self) -> int:
        """The first address of its network."""
        return self.address & ~(self.size - 1)

    @property
    def last(self) -> int:
        """The last address of its network."""
        return self.first + self.size - 1

    def aligned(self) -> Block:
        """The block at the beginning of its network."""
        return Block(self.first, self.mask)

    def overlaps(self, other: Block) -> bool:
        """Do they share an address?"""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Block) -> bool:
        """Do all of its addresses belong to the other one?"""
        return other.first <= self.first and self.last <= other.last

    def part(self, mask: int, number: int) -> Block:
        """The block of that prefix length, `number` such blocks after this one's address."""
        part = Block(self.address, mask)
        return Block(self.address + number * part.size, mask)

    def following(self, mask: int) -> Block:
        """The first aligned block of that prefix length behind this one."""
        return Block(Block(self.last, mask).last + 1, mask)


def block(text: str) -> Block:
    """The block that `a.b.c.d/n` writes. Raises ComponentError."""
    try:
        interface = ipaddress.IPv4Interface(text)
    except ValueError:
        raise ComponentError(f"{text!r} is not a block of IPv4 addresses, such as 10.0.0.0/16") from None
    return Block(int(interface.ip), interface.network.prefixlen)


def bits_for(count: int) -> int:
    """How much longer the prefix gets when a block is split into `count` parts of the same size."""
    return math.ceil(math.log2(count)) if count else 0


def gap(first: Block, second: Block) -> list[Block]:
    """The blocks between two as the plugin counts them: each as large as fits, but never smaller than the
    one before, so that the last may reach beyond what is free."""
    start, end = sorted((first, second), key=lambda each: each.first)
    found: list[Block] = []
    previous, candidate = first, start.following(start.mask)
    while candidate.first < end.first:
        while candidate.mask:
            wider = Block(candidate.address, candidate.mask - 1)
            if wider.overlaps(Block(previous.last, BITS)) or wider.overlaps(Block(end.first, BITS)):
                break
            candidate = wider.aligned()
        found.append(candidate)
        previous, candidate = candidate, candidate.following(candidate.mask)
    return found
