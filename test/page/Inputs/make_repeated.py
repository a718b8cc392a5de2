"""Writes the large reports that the benchmark is run on.

make_repeated.py BENCHMARK COROSCOPE DIRECTORY COUNT
"""

import argparse
import importlib.machinery
import importlib.util
import sys


def main():
    path, coroscope, directory, count = sys.argv[1:]
    loader = importlib.machinery.SourceFileLoader("benchmark", path)
    benchmark = importlib.util.module_from_spec(
        importlib.util.spec_from_loader("benchmark", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(benchmark)
    benchmark.write_reports(directory, int(count),
                            argparse.Namespace(coroscope=coroscope))


if __name__ == "__main__":
    main()
