"""Checks that a page allows its own script and style and nothing else.

check_policy.py PAGE
"""

import base64
import hashlib
import re
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        page = file.read()
    policy = dict(part.strip().split(" ", 1) for part in re.search(
        r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">',
        page)[1].split(";"))
    wrong = []
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        texts = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest())
        if len(texts) != 1 or policy[directive] != f"'sha256-{digest.decode()}'":
            wrong.append(f"{directive} is {policy[directive]}")
    for directive in ("default-src", "base-uri", "form-action"):
        if policy.get(directive) != "'none'":
            wrong.append(f"{directive} is {policy.get(directive)}")
    markup = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.S)
    wrong += re.findall(r"\son\w+\s*=|\sstyle\s*=|<script [^>]*src", markup)
    wrong += [address for address in re.findall(r"[a-z]+://[^\s'\"<>)]+", page)
              if not address.startswith("http://www.w3.org/")]
    print("\n".join(wrong) or "one script, one style, both by their hashes; "
          "no handlers, no addresses")


if __name__ == "__main__":
    main()
