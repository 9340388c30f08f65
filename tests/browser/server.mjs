// Starts the program with its demonstration on a port and a folder of its own, and asks it for the counter.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = process.env.NABOSVAR_BIN ?? fileURLToPath(new URL("../../target/debug/nabosvar", import.meta.url));

/** A running program: `link` is what a resident gets, `answers()` the counter of its wave. */
export async function start() {
  const data = await mkdtemp(join(tmpdir(), "nabosvar-browser-"));
  const program = spawn(PROGRAM, ["demo", "--listen", "127.0.0.1:0", "--data", data, "--json"], {
    // From a folder without sources: everything has to be in the program itself.
    cwd: data,
    env: { ...process.env, NABOSVAR_LOG: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = JSON.parse(await firstLine(program));
  const origin = new URL(ready.resident_url).origin;
  const headers = { authorization: `Bearer ${ready.token}` };
  const ask = async (path) => (await fetch(origin + path, { headers })).json();

  return {
    origin,
    link: ready.resident_url,
    async answers() {
      const { waves: [wave] } = await ask("/api/v1/waves");
      return (await ask(`/api/v1/waves/${wave.id}/progress`)).answers;
    },
    async stop() {
      program.kill("SIGTERM");
      await new Promise((done) => program.once("exit", done));
      await rm(data, { recursive: true });
    },
  };
}

function firstLine(program) {
  return new Promise((resolve, reject) => {
    createInterface({ input: program.stdout }).once("line", resolve);
    program.once("error", reject);
    program.once("exit", (code) => reject(new Error(`${PROGRAM} ended with ${code}`)));
  });
}
