"""Makes docs/dependencies.cdx.json of the list that the CycloneDX plugin writes; see docs/how-to/build.md.

Reads standard input, writes standard output. Our own modules, whose sums change with every commit, are left out; what
is in the sources of Groklab without being a Maven artifact is added.
"""
import hashlib
import json
import pathlib
import sys

OURS = "pkg:maven/groklab/"
UPLOT = pathlib.Path(__file__).parent.parent / "web/src/main/resources/groklab/web/uplot/uPlot.iife.min.js"

bom = json.load(sys.stdin)
bom["components"] = [c for c in bom["components"] if not c["bom-ref"].startswith(OURS)]
bom["dependencies"] = [d for d in bom["dependencies"] if not d["ref"].startswith(OURS)]
bom["metadata"] = {"component": {"type": "application", "name": "groklab"}}
for component in bom["components"]:
    component["hashes"] = [h for h in component["hashes"] if h["alg"] == "SHA-256"]
    for key in ("description", "externalReferences"):
        component.pop(key, None)
bom["components"].append({
    "type": "library",
    "bom-ref": "pkg:npm/uplot@1.6.32",
    "name": "uplot",
    "version": "1.6.32",
    "scope": "required",
    "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(UPLOT.read_bytes()).hexdigest()}],
    "licenses": [{"license": {"id": "MIT"}}],
    "purl": "pkg:npm/uplot@1.6.32",
})
json.dump(bom, sys.stdout, indent=1, ensure_ascii=False)
print()
