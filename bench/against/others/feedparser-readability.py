"""Debian's python3-feedparser and python3-readability; urllib fetches, eight pages at a time."""
import gzip
import json
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

import feedparser
import lxml.html
from readability import Document


def fetch(url):
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        body = answer.read()
        return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


database = sqlite3.connect(sys.argv[2], isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = NORMAL")
database.execute("CREATE TABLE articles (url TEXT PRIMARY KEY, title TEXT, text TEXT NOT NULL)")
with open(sys.argv[1]) as file:
    feeds = json.load(file)
urls = []
with ThreadPoolExecutor(8) as pool:
    for body in pool.map(fetch, feeds):
        urls += [entry.link for entry in feedparser.parse(body).entries]
    urls = list(dict.fromkeys(urls))
    for url, body in zip(urls, pool.map(fetch, urls)):
        try:
            document = Document(body.decode("utf-8", "replace"))
            text = "\n".join(lxml.html.fromstring(document.summary()).itertext())
            database.execute("INSERT OR IGNORE INTO articles VALUES (?, ?, ?)", (url, document.title(), text))
        except Exception as error:
            print(f"{url}: {error}", file=sys.stderr)
