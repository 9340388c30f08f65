// Starts the program with its demonstration on a port and a folder of its own, and asks it for the counter.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PROGRAM = process.env.NABOSVAR_BIN ?? fileURLToPath(new URL("../../target/debug/nabosvar", import.meta.url));

/** A running program: `link` is what a resident gets, `answers()` the counter of its wave. */
export async function start({ listen = "127.0.0.1:0", env = {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), "nabosvar-browser-"));
  const program = spawn(PROGRAM, ["demo", "--listen", listen, "--data", data, "--json"], {
    // From a folder without sources: everything has to be in the program itself.
    cwd: data,
    env: { ...process.env, NABOSVAR_LOG: "warn", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = JSON.parse(await firstLine(program));
  const origin = new URL(ready.resident_url).origin;
  const headers = { authorization: `Bearer ${ready.token}` };
  const ask = async (path) => (await fetch(origin + path, { headers })).json();

  return {
    origin,
    data,
    link: ready.resident_url,
    staff: { email: ready.staff_email, password: ready.staff_password },
    async answers() {
      const { waves: [wave] } = await ask("/api/v1/waves");
      return (await ask(`/api/v1/waves/${wave.id}/progress`)).answers;
    },
    async stop() {
      await end(program);
      await rm(data, { recursive: true });
    },
  };
}

/** A form that is shown while it is written. */
export async function preview(file) {
  const program = spawn(PROGRAM, ["form", "preview", file], { stdio: ["ignore", "pipe", "ignore"] });
  const link = (await firstLine(program, (line) => line.trim().startsWith("http"))).trim();
  return { origin: new URL(link).origin, link, stop: () => end(program) };
}

/** A port that nobody has. */
export async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

/** Does something with an account, on the command line. */
export function user(server, ...what) {
  return run(server, "user", ...what);
}

/** Runs another command beside a server, on the same database. */
export function run(server, ...command) {
  return promisify(execFile)(PROGRAM, command, { cwd: server.data, env: { ...process.env, NABOSVAR_DATA: server.data } });
}

async function end(program) {
  program.kill("SIGTERM");
  await new Promise((done) => program.once("exit", done));
}

function firstLine(program, isWanted = () => true) {
  return new Promise((resolve, reject) => {
    createInterface({ input: program.stdout }).on("line", (line) => isWanted(line) && resolve(line));
    program.once("error", reject);
    program.once("exit", (code) => reject(new Error(`${PROGRAM} ended with ${code}`)));
  });
}
