// Loaded into firebase-tools before it starts (node --require).
const { spawn } = require('node:child_process');
const { EventEmitter } = require('node:events');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const requireFromFirebase = createRequire(require.resolve('firebase-tools/package.json'));

compileAuthSchemasOnUse();
serveFunctionsTogether();
endWithStarter(Number(process.env.FIREMETER_STARTER));

/**
 * The Auth emulator compiles the schemas of every request it knows, some 10 seconds of work, although its router can
 * compile each one on first use. This turns that on; where the router has changed, the start is slower, no more.
 */
function compileAuthSchemasOnUse() {
  try {
    const options = requireFromFirebase('exegesis/lib/options.js');
    const { compileOptions } = options;
    options.compileOptions = (given) => compileOptions({ lazyCompileValidationSchemas: true, ...given });
  } catch {}
}

/**
 * The Functions emulator starts a process for every function, and one more for every request at once, each of which
 * loads all functions again. An instance of Cloud Functions handles many requests; so do the two processes that this
 * starts (functions-host.ts). There are two because what one instance changes, another has to notice: what runs work
 * is in one of them, what people and staff change it by in the other. Where the emulator has changed, it starts its
 * own processes.
 */
function serveFunctionsTogether() {
  try {
    const { FunctionsEmulator, IPCConn } = requireFromFirebase('./lib/emulator/functionsEmulator.js');
    const { getTemporarySocketPath } = requireFromFirebase('./lib/emulator/functionsEmulatorShared.js');
    const hosts = new Map();
    FunctionsEmulator.prototype.startNode = async ({ bin, functionsDir }, env) => {
      const target = env.FUNCTION_TARGET;
      const group = /^(generate|run|api)/.test(target) ? 'work' : 'other';
      if (!hosts.get(group)?.isOpen()) hosts.set(group, startHost({ bin, functionsDir, env }));
      const socketPath = getTemporarySocketPath();
      const process = hosts.get(group).serve({ socketPath, target });
      return { process, events: new EventEmitter(), cwd: functionsDir, conn: new IPCConn(socketPath) };
    };
  } catch {}
}

/** A process that serves functions. Whoever ends one of them has loaded new ones: then it takes on no more. */
function startHost({ bin, functionsDir, env: { FUNCTION_TARGET, K_SERVICE, ...env } }) {
  const child = spawn(bin, [join(__dirname, 'functions-host.ts')], {
    cwd: functionsDir,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const served = new Set();
  let isOpen = true;
  child.once('exit', () => {
    isOpen = false;
    for (const one of served) one.emit('exit');
  });
  return {
    isOpen: () => isOpen,
    /** Stands for a process of its own towards the emulator. */
    serve({ socketPath, target }) {
      const one = new EventEmitter();
      one.kill = () => {
        isOpen = false;
        if (!served.delete(one)) return;
        if (served.size === 0) child.kill();
        else child.send({ socketPath, target: null });
        one.emit('exit');
      };
      served.add(one);
      child.send({ socketPath, target });
      return one;
    },
  };
}

/** Whoever started the emulators stops them, unless it was killed outright: then they end by themselves. */
function endWithStarter(pid) {
  const watch = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      clearInterval(watch);
      process.kill(process.pid, 'SIGINT');
    }
  }, 1000).unref();
}
