"""Writes every golden file again: `/usr/bin/python3 zoo/src/test/resources/golden/generate.py`. See README.md."""

import sys

sys.dont_write_bytecode = True

import mlp
import nanda2023
import networks
import power2022
import primitives

if __name__ == "__main__":
    primitives.main()
    mlp.main()
    power2022.main()
    nanda2023.main()
    networks.main()
