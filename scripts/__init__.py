"""Duizhao's flow, one module per arrow: ledger → evidence → pages → website → bundle."""

VERSION = "0.2.0"
