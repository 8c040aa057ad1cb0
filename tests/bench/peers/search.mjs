// Times MiniSearch, FlexSearch and Fuse.js over the same texts and queries as Leadline's own search.
// stdin: {"texts": [...], "prefix": [...], "substring": [...], "typo": [...]}; stdout: times in ms, memory in MiB.
import MiniSearch from 'minisearch';
import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import { readFileSync } from 'node:fs';

const input = JSON.parse(readFileSync(0, 'utf8'));

function timed(queries, search) {
  const times = queries.map((query) => {
    const start = performance.now();
    search(query);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const at = (part) => times[Math.floor(part * (times.length - 1))];
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

function built(make) {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const index = make();
  return { index, seconds: (performance.now() - start) / 1000, mib: (process.memoryUsage().rss - before) / 1048576 };
}

const results = {};

const mini = built(() => {
  const index = new MiniSearch({ fields: ['text'] });
  index.addAll(input.texts.map((text, id) => ({ id, text })));
  return index;
});
results.miniSearch = {
  seconds: mini.seconds, mib: mini.mib,
  prefix: timed(input.prefix, (query) => mini.index.search(query, { prefix: true })),
  typo: timed(input.typo, (query) => mini.index.search(query, { fuzzy: 1 })),
};

const flex = built(() => {
  const index = new FlexSearch.Index({ tokenize: 'forward' });
  input.texts.forEach((text, id) => index.add(id, text));
  return index;
});
results.flexSearch = {
  seconds: flex.seconds, mib: flex.mib,
  prefix: timed(input.prefix, (query) => flex.index.search(query, { limit: 50 })),
};

results.array = { substring: timed(input.substring, (query) => input.texts.filter((text) => text.includes(query))) };

const fuse = new Fuse(input.texts, { includeScore: true, threshold: 0.2, ignoreLocation: true });
results.fuse = { typo: timed(input.typo.slice(0, 5), (query) => fuse.search(query, { limit: 50 })) };

console.log(JSON.stringify(results));
