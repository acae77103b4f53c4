// The model of six inputs, drawn by Squiggle and by the page's own worker, in one process, in turns:
// the folder of the package, the folder of the page, the scenario, draws, times. Says two numbers each
// time: milliseconds of the worker, and of Squiggle.
import { readFileSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const [squiggle, page, scenario, samples, times] = process.argv.slice(2);

// Sets of samples: products of lognormals would otherwise be solved and not drawn.
const model = `
drawn(d) = SampleSet.fromDist(d)
traffic = drawn(500 to 2000)
wrong = drawn(0.00001 to 0.001)
first = drawn(20 to 80)
share = drawn(0.05 to 0.2)
second = drawn(200 to 800)
price = drawn(1000 to 9000)
strong = price * 8760
weak = traffic * 31536000 * wrong * (first + share * second)
[mean(strong), mean(weak), quantile(strong, 0.05), quantile(strong, 0.95), quantile(weak, 0.05), quantile(weak, 0.95)]
`;

const ours = await worker();
const theirs = await interpreter();
// Both compile themselves while they are new.
await ours(-1);
await theirs(-1);
for (let at = 0; at < Number(times); at++) {
  const [one, other] = [await clock(() => ours(at)), await clock(() => theirs(at))];
  console.log(`${one.toFixed(2)} ${other.toFixed(2)}`);
}
process.exit(0);

async function clock(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function interpreter() {
  const { main, exports } = JSON.parse(readFileSync(`${squiggle}/package.json`, "utf8"));
  const entry = exports?.["."]?.import ?? exports?.["."] ?? main ?? "dist/index.js";
  const { run } = await import(pathToFileURL(`${squiggle}/${entry}`).href);
  return async (at) => {
    const environment = { sampleCount: Number(samples), xyPointLength: 1000, seed: String(at) };
    const output = await run(`${model}// ${at}`, { environment });
    if (!output.result.ok) throw new Error(output.result.value.toString());
  };
}

// The published worker, in what little of a browser it needs.
async function worker() {
  const files = readdirSync(page).filter((name) => name.startsWith("quorate-worker"));
  const read = (end) => readFileSync(`${page}/${files.find((name) => name.endsWith(end))}`);
  let hear;
  Object.assign(globalThis, {
    DedicatedWorkerGlobalScope: class {
      static [Symbol.hasInstance](scope) {
        return scope === globalThis;
      }
    },
    self: globalThis,
    location: { href: "file:///worker.js" },
    postMessage: (message) => hear?.(message),
  });
  vm.runInThisContext(`${read(".js")};globalThis.wasm_bindgen = wasm_bindgen;`);
  globalThis.wasm_bindgen.initSync({ module: read(".wasm") });
  const text = readFileSync(scenario, "utf8");
  return (at) =>
    new Promise((done) => {
      hear = ([numbers]) => numbers[0] === 2 && numbers[3] === 1 && done();
      const ask = Float64Array.of(0, at + 2, Number(samples), 0, 0, 1);
      globalThis.onmessage({ data: [ask, [`${text}\n# ${at}`]], ports: [] });
    });
}
